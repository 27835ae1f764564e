/**
 * What generated code calls while it runs, and what links its calls to other functions. It knows none of the compiler's
 * other rooms.
 */
package dev.tagalong.runtime.internal.compile.link;
