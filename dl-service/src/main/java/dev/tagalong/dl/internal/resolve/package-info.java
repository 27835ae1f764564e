/** The linker's core: what is offered, what is open, who holds what. It knows bundles only by name. */
package dev.tagalong.dl.internal.resolve;
