/**
 * The run-time structures (specification, section 4.2): modules with their code, instances and what they own, and function
 * objects; and how an instance is made. It knows memories, threads and the meter; how Java calls functions it is given
 * ({@code JavaEntry}).
 */
package dev.tagalong.runtime.internal.store;
