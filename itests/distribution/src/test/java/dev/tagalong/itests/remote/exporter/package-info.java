/** The bundle on the machine with the plugin. */
package dev.tagalong.itests.remote.exporter;
