/**
 * A function's instructions as a tree of blocks, and what can be read off an instruction. It knows none of the compiler's
 * other rooms.
 */
package dev.tagalong.runtime.internal.compile.tree;
