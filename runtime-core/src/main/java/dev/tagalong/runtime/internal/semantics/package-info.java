/** What numeric instructions mean, once for both tiers: methods named after the instructions, pure but for their traps. */
package dev.tagalong.runtime.internal.semantics;
