/**
 * Counting: what instances and their groups have done, and how much of a processor they have used. It knows nobody but the API:
 * instances and threads are what they have in common with {@code Metered} and {@code MeteredThread}.
 */
package dev.tagalong.runtime.internal.meter;
