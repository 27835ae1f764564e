/** What emscripten's output imports, as a {@link dev.tagalong.runtime.HostModule}; in OSGi it is published as a service. */
@Export
@Version("1.0.0")
package dev.tagalong.emscripten;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
