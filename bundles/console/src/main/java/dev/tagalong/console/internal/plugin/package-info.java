/** What the pages show and do: bundles with modules, calls of their functions, files of the deploy folder. */
package dev.tagalong.console.internal.plugin;
