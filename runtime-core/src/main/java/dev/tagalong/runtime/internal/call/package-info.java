/**
 * How calls are made: from Java, to Java, from one instance into another, and through tables; and how what they throw becomes
 * a trap with a backtrace. It knows the store, the threads, the bridge between them, and the meter.
 */
package dev.tagalong.runtime.internal.call;
