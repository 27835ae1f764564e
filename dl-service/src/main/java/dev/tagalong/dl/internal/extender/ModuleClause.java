package dev.tagalong.dl.internal.extender;

import org.osgi.framework.Version;

/**
 * A clause of the {@code Wasm-Module} header.
 *
 * @param path the entry in the bundle, without a leading slash; {@code null} in a bad clause
 * @param name the name that the module is offered under; in a bad clause the best guess
 * @param version the version, or {@code null} for the bundle's
 * @param snapshot the function that is called once for the module's snapshot, or {@code null}
 * @param error what is wrong with the clause, or {@code null} if nothing is
 */
record ModuleClause(String path, String name, Version version, String snapshot, String error) {}
