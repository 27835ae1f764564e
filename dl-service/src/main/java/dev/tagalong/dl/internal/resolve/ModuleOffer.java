package dev.tagalong.dl.internal.resolve;

import dev.tagalong.runtime.Module;
import org.osgi.framework.Version;

/**
 * A module that a bundle offers.
 *
 * @param provider the bundle
 * @param name the name that {@code dlopen} finds it under
 * @param version its version
 * @param module the decoded module, or {@code null} if it is broken
 * @param error why it is broken, or {@code null} if it is not
 */
public record ModuleOffer(Provider provider, String name, Version version, Module module, String error) {

    /** A module that can be opened. */
    public static ModuleOffer of(Provider provider, String name, Version version, Module module) {
        return new ModuleOffer(provider, name, version, module, null);
    }

    /** A module that cannot be opened. */
    public static ModuleOffer broken(Provider provider, String name, Version version, String error) {
        return new ModuleOffer(provider, name, version, null, error);
    }

    /** For messages: such as {@code app.wasm 1.0.0 (bundle com.example)}. */
    public String label() {
        return Texts.shorten(name) + " " + version + " (bundle " + provider.name() + ")";
    }
}
