/** The snapshots of modules: when they are made, where they are kept, and for which instances they are. */
package dev.tagalong.dl.internal.snapshot;
