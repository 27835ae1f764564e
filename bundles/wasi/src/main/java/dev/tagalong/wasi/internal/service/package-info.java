/** The bundle's services. Nobody knows this room. */
package dev.tagalong.wasi.internal.service;
