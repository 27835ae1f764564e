/** The beans. */
package dev.tagalong.jmx.internal;
