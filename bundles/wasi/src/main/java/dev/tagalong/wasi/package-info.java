/** WASI preview 1 as a {@link dev.tagalong.runtime.HostModule} of the engine; in OSGi it is published as a service. */
@Export
@Version("1.0.0")
package dev.tagalong.wasi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
