/**
 * The compiler from outside: asks for class files when code is first called, keeps them on disk, and defines them in a
 * class loader that goes with the module. It knows all of the compiler's other rooms.
 */
package dev.tagalong.runtime.internal.compile.load;
