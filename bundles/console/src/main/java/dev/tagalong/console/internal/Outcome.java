package dev.tagalong.console.internal;

/**
 * How a call ended.
 *
 * @param call the call, as text
 * @param failed whether it was refused or trapped
 * @param text the results, or why there are none, with the backtrace of a trap
 */
record Outcome(String call, boolean failed, String text) {}
