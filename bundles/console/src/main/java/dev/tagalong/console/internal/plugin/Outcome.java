package dev.tagalong.console.internal.plugin;

import java.time.Duration;

/**
 * How a call ended.
 *
 * @param call the call, as text
 * @param failed whether it was refused or trapped
 * @param text the results, or why there are none, with the backtrace of a trap
 * @param took how long it took
 */
public record Outcome(String call, boolean failed, String text, Duration took) {}
