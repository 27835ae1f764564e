/**
 * Random modules do the same on every tier as in V8: {@link dev.tagalong.itests.fuzz.FuzzIT}, with the modules that binaryen
 * makes of random bytes ({@link dev.tagalong.itests.fuzz.V8}) in mixes of features ({@link dev.tagalong.itests.fuzz.Mix}).
 * Damaged modules are refused in bounded time and memory: {@link dev.tagalong.itests.fuzz.MutationIT}.
 */
package dev.tagalong.itests.fuzz;
