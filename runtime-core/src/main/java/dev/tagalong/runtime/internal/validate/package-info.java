/** Validation of modules (specification, chapter 3). Bodies are validated by the walk in {@code body}, with its checks on. */
package dev.tagalong.runtime.internal.validate;
