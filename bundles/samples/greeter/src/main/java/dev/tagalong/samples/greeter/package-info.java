/** A service that plugins implement, written in whatever makes WebAssembly. */
@Export
@Version("1.0.0")
package dev.tagalong.samples.greeter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
