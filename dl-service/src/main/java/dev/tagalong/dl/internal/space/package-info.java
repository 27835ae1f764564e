/** Link spaces: libraries that are placed into a program's memory and table, and how they are bound to each other. */
package dev.tagalong.dl.internal.space;
