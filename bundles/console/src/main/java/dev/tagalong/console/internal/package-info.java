/** A plugin of the Apache Felix Web Console: requests, and who may make them. */
package dev.tagalong.console.internal;
