/** The functions by what they are about, and the component that publishes them. */
package dev.tagalong.emscripten.internal;
