/** A plugin of bnd. */
package dev.tagalong.bnd;
