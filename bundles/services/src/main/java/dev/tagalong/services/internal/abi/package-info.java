/** The component model's canonical ABI, as core modules use it: how values of Java cross. */
package dev.tagalong.services.internal.abi;
