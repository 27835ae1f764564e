/** The Web Console plugin: pages, and the calls that they make. */
package dev.tagalong.console.internal;
