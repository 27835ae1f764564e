/** Follows bundles: which modules come and go with them. */
package dev.tagalong.dl.internal.extender;
