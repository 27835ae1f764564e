/** Interfaces that modules implement, for bundles that tests make: the probe exports it. */
package dev.tagalong.itests.felix.api;
