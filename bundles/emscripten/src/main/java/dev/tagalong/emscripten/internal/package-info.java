/** The functions by what they are about. */
package dev.tagalong.emscripten.internal;
