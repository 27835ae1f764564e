/** The functions of {@code <dlfcn.h>} that programs import. */
package dev.tagalong.dl.internal.natives;
