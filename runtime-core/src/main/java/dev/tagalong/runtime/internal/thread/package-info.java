/**
 * Threads that run WebAssembly: what each has while it runs, which instances it owns, and how its calls are stopped. Of an
 * instance this room knows only that it is owned ({@code OwnedInstance}) and counted; it knows {@code meter}.
 */
package dev.tagalong.runtime.internal.thread;
