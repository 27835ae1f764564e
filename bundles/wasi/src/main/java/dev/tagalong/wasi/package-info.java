/** WASI preview 1 and the snapshot before it as {@link dev.tagalong.runtime.HostModule}s of the engine; in OSGi they are services. */
@Export
@Version("1.0.0")
package dev.tagalong.wasi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
