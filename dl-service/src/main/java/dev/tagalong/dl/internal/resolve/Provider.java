package dev.tagalong.dl.internal.resolve;

import org.osgi.framework.Bundle;

/**
 * The bundle that offers modules.
 *
 * @param id the bundle's id
 * @param name its symbolic name
 * @param bundle the bundle, or {@code null} where there is no framework
 */
public record Provider(long id, String name, Bundle bundle) {}
