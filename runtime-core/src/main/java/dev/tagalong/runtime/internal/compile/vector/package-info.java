/**
 * Vector instructions as calls of the JDK's Vector API, which a JVM need not have: its classes are named in bytecode only.
 */
package dev.tagalong.runtime.internal.compile.vector;
