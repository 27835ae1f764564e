package dev.tagalong.runtime.internal.interpret;

/**
 * Where a run goes on after an exception was caught.
 *
 * @param position in the function's code
 * @param remaining how many calls may still be nested there
 */
record Resumption(LoweredFunction function, int frame, int position, int remaining) {}
