/** The storm: programs call libraries while bundles are installed, updated and uninstalled at random. */
package dev.tagalong.itests.felix.storm;
