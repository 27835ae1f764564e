/** What modules may use and import: configurations, and which of them hold for a module. */
package dev.tagalong.dl.internal.control;
