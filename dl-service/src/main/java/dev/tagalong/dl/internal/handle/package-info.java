/** Handle ids: who has which, and what became of those that were given back. */
package dev.tagalong.dl.internal.handle;
