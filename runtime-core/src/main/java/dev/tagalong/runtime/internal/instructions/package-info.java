/** What instructions on memories, tables and segments mean, once for both tiers, and where each instruction's meaning is. */
package dev.tagalong.runtime.internal.instructions;
