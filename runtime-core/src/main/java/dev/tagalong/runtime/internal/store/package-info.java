/**
 * The run-time structures (specification, section 4.2): instances and what they own, function objects and their code,
 * threads and ownership, and the one place where a tagged function index is resolved.
 */
package dev.tagalong.runtime.internal.store;
