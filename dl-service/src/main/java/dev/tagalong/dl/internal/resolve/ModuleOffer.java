package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.internal.dylink.Dylink;
import dev.tagalong.dl.internal.dylink.DylinkReader;
import dev.tagalong.runtime.Module;
import org.osgi.framework.Version;

/**
 * A module that a bundle offers. One that is position-independent is placed into its opener's memory; any other has a
 * memory of its own.
 *
 * @param provider the bundle
 * @param name the name that {@code dlopen} finds it under
 * @param version its version
 * @param module the decoded module, or {@code null} if it is broken
 * @param dylink what a position-independent module says of itself, or {@code null} if it is not
 * @param error why it is broken, or {@code null} if it is not
 */
public record ModuleOffer(Provider provider, String name, Version version, Module module, Dylink dylink, String error) {

    /**
     * A module that can be opened.
     *
     * @throws dev.tagalong.dl.DlException if what it says of itself is malformed
     */
    public static ModuleOffer of(Provider provider, String name, Version version, Module module) {
        return new ModuleOffer(
                provider, name, version, module, DylinkReader.read(module).orElse(null), null);
    }

    /** A module that cannot be opened. */
    public static ModuleOffer broken(Provider provider, String name, Version version, String error) {
        return new ModuleOffer(provider, name, version, null, null, error);
    }

    /** Whether it is placed into its opener's memory. */
    public boolean shared() {
        return dylink != null;
    }

    /** For messages: such as {@code app.wasm 1.0.0 (bundle com.example)}. */
    public String label() {
        return Texts.shorten(name) + " " + version + " (bundle " + provider.name() + ")";
    }
}
