/** The linker as a service, for Java. */
package dev.tagalong.dl.internal.service;
