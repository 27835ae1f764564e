/** What a dynamic linker implements so that tagged function indices reach the instances it knows. */
@Export
@Version("1.0.0")
package dev.tagalong.runtime.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
