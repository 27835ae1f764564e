/**
 * What references refer to (specification, section 4.2.14): structures and arrays, and the Java classes that their types have. It
 * knows types and how values are carried, and neither instances nor code.
 */
package dev.tagalong.runtime.internal.object;
