package dev.tagalong.deployer.internal;

import org.osgi.framework.Bundle;

/**
 * What became of a module's file.
 *
 * @param file the file
 * @param bundle the bundle, or {@code null} if it never was one
 * @param problem why the file as it is now is not what runs; {@code null} if it is
 */
record Deployment(String file, Bundle bundle, String problem) {}
