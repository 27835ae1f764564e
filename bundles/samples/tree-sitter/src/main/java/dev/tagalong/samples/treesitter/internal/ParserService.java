package dev.tagalong.samples.treesitter.internal;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.runtime.EngineException;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.samples.treesitter.Parser;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The service: one program for all languages, which is loaded when it is first needed. It hears synchronously of bundles
 * that stop, so that a grammar whose bundle has stopped and started again is not taken for the same.
 */
@Component(service = Parser.class)
public final class ParserService implements Parser, SynchronousBundleListener {

    private static final String PROGRAM = "web-tree-sitter.wasm";
    private static final String PREFIX = "tree-sitter-";
    private static final String SUFFIX = ".wasm";

    private final Linker linker;
    private final BundleContext context;

    // Guarded by this object's lock, under which nothing is called.
    private TreeSitter current;
    private boolean stopped;

    /** A service over a linker. */
    @Activate
    public ParserService(@Reference Linker linker, BundleContext context) {
        this.linker = linker;
        this.context = context;
        context.addBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() != BundleEvent.STOPPING) {
            return;
        }
        TreeSitter present;
        synchronized (this) {
            present = current;
        }
        if (present != null) {
            present.stopping(event.getBundle());
        }
    }

    @Deactivate
    void stop() {
        context.removeBundleListener(this);
        TreeSitter last;
        synchronized (this) {
            stopped = true;
            last = current;
            current = null;
        }
        if (last != null) {
            last.close();
        }
    }

    @Override
    public List<String> languages() {
        return linker.libraries().stream()
                .filter(info -> info.state() == LibraryInfo.State.OFFERED || info.state() == LibraryInfo.State.OPEN)
                .map(LibraryInfo::name)
                .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                .map(name -> name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public String parse(String language, String text) {
        List<String> languages = languages();
        if (!languages.contains(language)) {
            throw new IllegalArgumentException(
                    "no bundle offers a grammar for '" + language + "'; there are " + languages);
        }
        TreeSitter treeSitter = treeSitter();
        try {
            return treeSitter.parse(PREFIX + language + SUFFIX, text);
        } catch (EngineException e) {
            // A program that has trapped may have left its memory in any state.
            discard(treeSitter);
            throw e;
        }
    }

    private TreeSitter treeSitter() {
        synchronized (this) {
            if (current != null && !current.gone()) {
                return current;
            }
        }
        TreeSitter fresh = new TreeSitter(linker.load(PROGRAM, ProcessEnvironment.EMPTY));
        TreeSitter spare;
        synchronized (this) {
            boolean another = current != null && !current.gone();
            spare = another || stopped ? fresh : current;
            current = stopped ? null : another ? current : fresh;
            fresh = current;
        }
        if (spare != null) {
            spare.close();
        }
        if (fresh == null) {
            throw new IllegalStateException("the parser has been stopped");
        }
        return fresh;
    }

    private void discard(TreeSitter used) {
        synchronized (this) {
            if (current == used) {
                current = null;
            }
        }
        used.close();
    }
}
