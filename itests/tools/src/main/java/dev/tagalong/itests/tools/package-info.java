/**
 * What tests fetch from registries by the registries' own clients, pinned by version and hash, and kept in the folder of the
 * build. A test whose tool cannot be had is skipped, with a line that says so.
 */
package dev.tagalong.itests.tools;
