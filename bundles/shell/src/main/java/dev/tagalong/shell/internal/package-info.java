/** Gogo commands over the linker's API, and the command that a container is started with. */
package dev.tagalong.shell.internal;
