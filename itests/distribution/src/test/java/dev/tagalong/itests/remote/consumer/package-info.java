/** The bundle on the other machine. */
package dev.tagalong.itests.remote.consumer;
