/** The host functions of WASI preview 1, one class an area, and what they work on. */
package dev.tagalong.wasi.internal;
