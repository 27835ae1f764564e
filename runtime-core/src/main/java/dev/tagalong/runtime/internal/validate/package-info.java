/** Validation (specification, chapter 3) with the algorithm of its appendix 7.3. */
package dev.tagalong.runtime.internal.validate;
