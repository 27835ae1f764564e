/**
 * Modules as OSGi services of Java interfaces, and Java methods as functions that modules import. Values cross by the canonical
 * ABI of the component model.
 */
@Export
@Version("1.0.0")
package dev.tagalong.services;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
