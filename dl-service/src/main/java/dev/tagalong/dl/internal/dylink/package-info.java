/** What a position-independent module says of itself in its custom sections. */
package dev.tagalong.dl.internal.dylink;
