/** Interfaces implemented by method handles, without boxing: for whoever gives modules the shape of Java objects. */
@Export
@Version("1.0.0")
package dev.tagalong.dl.proxy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
