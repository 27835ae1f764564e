/** What a bundle in Karaf has that cannot do without the service of a plugin. */
package dev.tagalong.itests.karaf.consumer;
