/**
 * What a bundle that carries modules says in its manifest, told from the modules themselves. For tools that make such bundles:
 * nothing here needs a running framework.
 */
@Export
@Version("1.0.0")
package dev.tagalong.dl.packaging;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
