/** Tree-sitter's C interface, called from Java, and what it calls back. */
package dev.tagalong.samples.treesitter.internal;
