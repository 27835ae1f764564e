package dev.tagalong.dl.internal.extender;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ModuleException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the modules that a bundle offers. Whatever is wrong with one becomes the text of a broken offer. Thread-safe. */
final class ModuleReader {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleReader.class);

    /** Larger entries are refused: an engine would need several times as much to hold the decoded module. */
    private static final int MOST_BYTES = 512 << 20;

    private final Engine engine;

    ModuleReader(Engine engine) {
        this.engine = engine;
    }

    /** What a bundle with this header value offers, in the header's order. */
    List<ModuleOffer> read(Bundle bundle, String header) {
        Provider provider =
                new Provider(bundle.getBundleId(), bundle.getSymbolicName(), bundle, ModuleWires.of(bundle));
        Map<String, byte[]> entries = new HashMap<>();
        List<ModuleOffer> offers = new ArrayList<>();
        for (ModuleClause clause : ModuleHeader.parse(header)) {
            Version version = clause.version() != null ? clause.version() : bundle.getVersion();
            try {
                if (clause.error() != null) {
                    throw new UnusableException(clause.error(), null);
                }
                byte[] binary = entries.get(clause.path());
                if (binary == null) {
                    binary = entry(bundle, clause.path());
                    entries.put(clause.path(), binary);
                }
                offers.add(ModuleOffer.of(provider, clause.name(), version, load(clause.name(), binary)));
            } catch (UnusableException | DlException e) {
                LOG.warn(
                        "{} of bundle {} cannot be used: {}",
                        clause.name(),
                        provider.name(),
                        e.getMessage(),
                        e.getCause());
                offers.add(ModuleOffer.broken(provider, clause.name(), version, e.getMessage()));
            }
        }
        return offers;
    }

    private static byte[] entry(Bundle bundle, String path) throws UnusableException {
        URL url = bundle.getEntry(path);
        if (url == null || path.endsWith("/")) {
            throw new UnusableException("the bundle has no entry " + path, null);
        }
        try (InputStream in = url.openStream()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnusableException("entry " + path + " is larger than " + MOST_BYTES + " bytes", null);
            }
            return bytes;
        } catch (IOException e) {
            throw new UnusableException("entry " + path + " cannot be read: " + e, e);
        }
    }

    private Module load(String name, byte[] binary) throws UnusableException {
        Module module;
        try {
            module = engine.load(name, binary);
        } catch (ModuleException e) {
            throw new UnusableException(e.getMessage(), null);
        } catch (RuntimeException e) {
            // The engine promises a ModuleException; a bundle is not to suffer where it fails to keep that.
            throw new UnusableException("the engine failed on it: " + e, e);
        }
        return module;
    }

    private static final class UnusableException extends Exception {
        UnusableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
