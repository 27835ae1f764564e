/** WebAssembly types: values, functions, memories, tables, globals, imports and exports (specification, section 2.3). */
@Export
@Version("1.0.0")
package dev.tagalong.runtime.type;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
