package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.dylink.Dylink;
import dev.tagalong.dl.internal.dylink.DylinkReader;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ImportType;
import java.util.stream.Stream;
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
 * @param snapshot the function that is called once for its snapshot, as the header says; {@code null} if it says nothing
 * @param error why it is broken, or {@code null} if it is not
 */
public record ModuleOffer(
        Provider provider, String name, Version version, Module module, Dylink dylink, String snapshot, String error) {

    /**
     * A module that can be opened.
     *
     * @throws DlException if what it says of itself is malformed, or a position-independent module has 64-bit pointers
     */
    public static ModuleOffer of(Provider provider, String name, Version version, Module module) {
        Dylink dylink = DylinkReader.read(module).orElse(null);
        if (dylink != null && wide(module)) {
            throw new DlException(
                    "it is position-independent and its addresses have 64 bits; what is placed into another's"
                            + " memory has 32-bit addresses");
        }
        return new ModuleOffer(provider, name, version, module, dylink, null, null);
    }

    /** With the function that is called once for its snapshot, or {@code null}. */
    public ModuleOffer withSnapshot(String function) {
        return new ModuleOffer(provider, name, version, module, dylink, function, error);
    }

    /** Whether a memory or table that others see has 64-bit addresses. */
    public static boolean wide(Module module) {
        return Stream.concat(
                        module.imports().stream().map(ImportType::type),
                        module.exports().stream().map(ExportType::type))
                .anyMatch(type -> type instanceof ExternalType.Memory memory
                                && memory.type().addressType() == AddressType.I64
                        || type instanceof ExternalType.Table table
                                && table.type().addressType() == AddressType.I64);
    }

    /** A module that cannot be opened. */
    public static ModuleOffer broken(Provider provider, String name, Version version, String error) {
        return new ModuleOffer(provider, name, version, null, null, null, error);
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
