/** The command. */
package dev.tagalong.samples.greeter.internal;
