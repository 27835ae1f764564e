/** The management interfaces of the beans that are registered with the platform's server, for clients of JMX. */
@Export
@Version("1.0.0")
package dev.tagalong.jmx;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
