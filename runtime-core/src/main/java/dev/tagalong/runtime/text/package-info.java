/** Texts of modules and programs, as people may see them. */
@Export
@Version("1.0.0")
package dev.tagalong.runtime.text;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
