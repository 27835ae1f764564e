/** The opcode table and what its columns mean. */
package dev.tagalong.runtime.internal.opcode;
