/** The interface that the bundles on both machines have. */
package dev.tagalong.itests.remote.api;
