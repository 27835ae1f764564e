/**
 * Writes a function's class file: the tree as JVM bytecode, in the methods that the plan says. It knows {@code tree} and
 * {@code plan}, and of {@code link} the names that generated code calls.
 */
package dev.tagalong.runtime.internal.compile.emit;
