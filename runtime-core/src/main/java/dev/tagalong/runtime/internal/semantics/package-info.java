/**
 * What instructions on numbers and references mean, once for both tiers: methods named after the instructions, pure but for
 * their traps.
 */
package dev.tagalong.runtime.internal.semantics;
