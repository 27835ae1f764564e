/**
 * The second tier: a function's instructions as a tree ({@code FunctionTree}), cut into methods that HotSpot compiles
 * ({@code Splitter}), written as JVM bytecode ({@code MethodEmitter} and its helpers), defined in a class loader that goes
 * with the module, and linked to other functions through inline caches.
 */
package dev.tagalong.runtime.internal.compile;
