/** The binary format (specification, chapter 5): from bytes to the model, and from a body's bytes to instructions. */
package dev.tagalong.runtime.internal.binary;
