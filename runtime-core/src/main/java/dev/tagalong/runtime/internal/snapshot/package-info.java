/** The state of instances as values: taken, written and read, and given to others. */
package dev.tagalong.runtime.internal.snapshot;
