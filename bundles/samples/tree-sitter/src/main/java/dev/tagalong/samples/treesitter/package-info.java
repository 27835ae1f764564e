/** Parsers for the languages whose tree-sitter grammars are in bundles, as a service. */
@Export
@Version("1.0.0")
package dev.tagalong.samples.treesitter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
