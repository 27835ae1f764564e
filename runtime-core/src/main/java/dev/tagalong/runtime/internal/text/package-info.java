/** Modules for people: names, disassembly. */
package dev.tagalong.runtime.internal.text;
