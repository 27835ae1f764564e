/** A decoded module: data only. Offsets point into the binary, which is kept and never copied. */
package dev.tagalong.runtime.internal.module;
