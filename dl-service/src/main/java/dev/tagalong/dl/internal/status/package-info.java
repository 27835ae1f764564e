/** How all modules stand, whether they are on offer or not. */
package dev.tagalong.dl.internal.status;
