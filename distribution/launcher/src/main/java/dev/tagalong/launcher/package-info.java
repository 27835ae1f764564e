/** Starts Felix. Not a bundle: it is on Java's own class path, with Felix. */
package dev.tagalong.launcher;
