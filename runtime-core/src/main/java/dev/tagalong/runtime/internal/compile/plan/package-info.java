/**
 * How a function is compiled: which parts of it become methods of their own, what passes between these, which loops are
 * written several times; and the walk over a method that both the plan and the code follow. It knows {@code tree}.
 */
package dev.tagalong.runtime.internal.compile.plan;
