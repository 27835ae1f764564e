/**
 * The interpreter. {@link dev.tagalong.runtime.internal.interpret.Lowering} turns a body into instructions of a register
 * machine, {@link dev.tagalong.runtime.internal.interpret.Op}, when the function is first called;
 * {@link dev.tagalong.runtime.internal.interpret.Interpreter} runs them.
 */
package dev.tagalong.runtime.internal.interpret;
