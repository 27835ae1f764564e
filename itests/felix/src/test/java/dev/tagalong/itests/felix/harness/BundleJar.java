package dev.tagalong.itests.felix.harness;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.util.function.Supplier;
import org.ops4j.pax.tinybundles.TinyBundle;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Constants;

/** Makes bundles with TinyBundles, with exactly the headers that are given. Tests in the probe may use it as well. */
public final class BundleJar {

    private final TinyBundle jar;

    /** A bundle with nothing in it yet. */
    public BundleJar(String symbolicName) {
        jar = onHost(TinyBundles::bundle)
                .setHeader(Constants.BUNDLE_MANIFESTVERSION, "2")
                .setHeader(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
    }

    /** Sets a manifest header. */
    public BundleJar header(String name, String value) {
        jar.setHeader(name, value);
        return this;
    }

    /** Adds an entry. */
    public BundleJar entry(String path, byte[] content) {
        jar.addResource(path, new ByteArrayInputStream(content));
        return this;
    }

    /** Adds an entry. */
    BundleJar entry(String path, URL content) {
        jar.addResource(path, content);
        return this;
    }

    /** The jar's bytes. */
    public InputStream build() {
        return onHost(() -> jar.build(TinyBundles.rawBuilder()));
    }

    /** TinyBundles finds its parts through the thread's class loader, which in the probe is the probe's. */
    private static <T> T onHost(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(BundleJar.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
