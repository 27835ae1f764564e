/**
 * The one walk over a body: it reads instructions and knows blocks, labels, what can be reached, and the operands' types
 * (specification, appendix 7.3). Validation is the walk with its checks; interpreter and compiler are told what it meets.
 */
package dev.tagalong.runtime.internal.body;
