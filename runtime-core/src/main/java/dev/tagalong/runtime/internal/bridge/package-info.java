/**
 * Generated classes that lead from a typed entry of a function to the value stack, and back. It knows a function's code in the
 * store, and the thread's value stack.
 */
package dev.tagalong.runtime.internal.bridge;
