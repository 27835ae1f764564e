/** Tells listeners what instances ask of the linker. */
package dev.tagalong.dl.internal.trace;
