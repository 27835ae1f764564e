/**
 * The dynamic linker as an OSGi service: {@link dev.tagalong.dl.Linker} opens libraries and runs programs that bundles
 * offer with a {@code Wasm-Module} header.
 */
@Export
@Version("1.0.0")
package dev.tagalong.dl;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
