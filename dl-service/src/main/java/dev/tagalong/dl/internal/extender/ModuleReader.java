package dev.tagalong.dl.internal.extender;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.dl.packaging.ModuleBound;
import dev.tagalong.dl.packaging.ModuleLoader;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Module;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the modules that a bundle offers. Whatever is wrong with one, an error of the JVM's included, becomes the text of a broken
 * offer. Thread-safe.
 */
final class ModuleReader {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleReader.class);

    /** All modules together have no more than this part of the heap: programs have their memories there, too. */
    private static final int HEAP_SHARE = 2;

    /** A module of no more than this part of the heap is read all the same: others are not to keep it out. */
    private static final int SMALL_SHARE = 64;

    private final Engine engine;
    private final Supplier<ModuleBound> bound;
    private final LongSupplier held;

    /**
     * A reader.
     *
     * @param bound how large a module may be
     * @param held how many bytes the modules that are on offer have together
     */
    ModuleReader(Engine engine, Supplier<ModuleBound> bound, LongSupplier held) {
        this.engine = engine;
        this.bound = bound;
        this.held = held;
    }

    /** What a bundle with this header value offers, in the header's order. */
    List<ModuleOffer> read(Bundle bundle, String header) {
        Provider provider =
                new Provider(bundle.getBundleId(), bundle.getSymbolicName(), bundle, ModuleWires.of(bundle));
        Map<String, byte[]> entries = new HashMap<>();
        List<ModuleOffer> offers = new ArrayList<>();
        for (ModuleClause clause : ModuleHeader.parse(header)) {
            Version version = clause.version() != null ? clause.version() : bundle.getVersion();
            String problem;
            Throwable cause = null;
            try {
                offers.add(ModuleOffer.of(provider, clause.name(), version, load(bundle, clause, entries))
                        .withSnapshot(clause.snapshot()));
                continue;
            } catch (DlException e) {
                problem = e.getMessage();
                cause = e.getCause();
            } catch (OutOfMemoryError e) {
                problem = ModuleLoader.noMemory().getMessage();
            } catch (RuntimeException | Error e) {
                problem = "it cannot be read: " + e;
                cause = e;
            }
            LOG.warn("{} of bundle {} cannot be used: {}", clause.name(), provider.name(), problem, cause);
            offers.add(ModuleOffer.broken(provider, clause.name(), version, problem));
        }
        return offers;
    }

    private Module load(Bundle bundle, ModuleClause clause, Map<String, byte[]> entries) {
        if (clause.error() != null) {
            throw new DlException(clause.error());
        }
        byte[] binary = entries.get(clause.path());
        if (binary == null) {
            long others = held.getAsLong()
                    + entries.values().stream().mapToLong(b -> b.length).sum();
            binary = entry(bundle, clause.path(), others);
            entries.put(clause.path(), binary);
        }
        return ModuleLoader.load(engine, clause.name(), binary);
    }

    private byte[] entry(Bundle bundle, String path, long others) {
        URL url = bundle.getEntry(path);
        if (url == null || path.endsWith("/")) {
            throw new DlException("the bundle has no entry " + path);
        }
        try {
            URLConnection connection = url.openConnection();
            long size = connection.getContentLengthLong();
            try (InputStream in = connection.getInputStream()) {
                return boundBeside(others).read(in, size);
            }
        } catch (IOException e) {
            throw new DlException("entry " + path + " cannot be read: " + e, e);
        }
    }

    /** The bound of one more module beside those that are held. */
    private ModuleBound boundBeside(long others) {
        ModuleBound one = bound.get();
        long heap = Runtime.getRuntime().maxMemory();
        long left = Math.max(heap / SMALL_SHARE, heap / HEAP_SHARE - others);
        return left >= one.bytes()
                ? one
                : new ModuleBound(
                        (int) left,
                        "modules with " + others + " bytes are on offer already, and all together"
                                + " may have half of Java's heap, which -Xmx in JAVA_OPTS sets");
    }
}
