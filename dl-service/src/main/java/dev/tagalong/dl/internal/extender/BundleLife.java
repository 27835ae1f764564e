package dev.tagalong.dl.internal.extender;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * One life of a bundle, from a start to the next stop. Each start makes another context (OSGi Core 8, section 10.1.6), so the context
 * tells lives apart.
 *
 * @param bundle the bundle
 * @param context the context of this life
 */
record BundleLife(Bundle bundle, BundleContext context) {

    /** The present life, or {@code null} if the bundle is not active. */
    static BundleLife of(Bundle bundle) {
        BundleContext context = bundle.getBundleContext();
        if (context == null) {
            return null;
        }
        BundleLife life = new BundleLife(bundle, context);
        return life.lasts() ? life : null;
    }

    /** Whether it goes on. */
    boolean lasts() {
        return bundle.getState() == Bundle.ACTIVE && bundle.getBundleContext() == context;
    }
}
