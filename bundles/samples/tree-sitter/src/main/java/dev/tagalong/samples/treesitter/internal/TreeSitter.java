package dev.tagalong.samples.treesitter.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/**
 * One run of web-tree-sitter's program, and the grammars that are loaded into its memory. All is done as the program, by
 * one thread at a time.
 */
final class TreeSitter implements AutoCloseable {

    private static final int POINTER_SIZE = 4;
    private static final String SCANNER = "external_scanner_";

    /** A grammar in the program's memory, of a bundle that has not stopped since. */
    private record Grammar(Library library, Bundle bundle, int language) {}

    private final Program program;
    private final Instance instance;
    private final Map<String, Grammar> grammars = new HashMap<>();

    /** Bundles that have stopped since the last parse; what was loaded of them before is not theirs any more. */
    private final Set<Bundle> stopped = ConcurrentHashMap.newKeySet();

    /** Where the program passes what it has no other way for. */
    private final int transfer;

    private final int newestAbi;
    private final int oldestAbi;

    /** A program that was loaded and belongs to this object from now on. */
    TreeSitter(Program program) {
        this.program = program;
        this.instance = program.instance();
        this.transfer = call("ts_init");
        this.newestAbi = read(transfer);
        this.oldestAbi = read(transfer + POINTER_SIZE);
    }

    /** Whether it can be used no more. */
    boolean gone() {
        return instance.closed();
    }

    /** Parses a text with the grammar of a module. */
    String parse(String module, String text) {
        return instance.exclusively(() -> {
            dropStale();
            Grammar grammar = grammars.computeIfAbsent(module, this::load);
            return parse(grammar.language(), text);
        });
    }

    /** Takes note of a bundle that stops; returns at once. */
    void stopping(Bundle bundle) {
        stopped.add(bundle);
    }

    /** Unloads the grammars whose bundles have stopped, whether they have started again or not. */
    private void dropStale() {
        Set<Bundle> now = Set.copyOf(stopped);
        grammars.values().removeIf(grammar -> {
            if (!now.contains(grammar.bundle())) {
                return false;
            }
            grammar.library().close();
            return true;
        });
        stopped.removeAll(now);
    }

    private Grammar load(String module) {
        // Some grammars import more than they use.
        Library library = program.open(module, OpenFlags.RTLD_LAZY);
        boolean loaded = false;
        try {
            int language = (int) library.function(languageFunction(library)).call();
            int abi = call("ts_language_abi_version", language);
            if (abi < oldestAbi || abi > newestAbi) {
                throw new DlException(module + " is a grammar of version " + abi + "; the program takes " + oldestAbi
                        + " to " + newestAbi);
            }
            loaded = true;
            return new Grammar(library, library.bundle(), language);
        } finally {
            if (!loaded) {
                library.close();
            }
        }
    }

    private static String languageFunction(Library library) {
        return library.symbols().stream()
                .map(Symbol::name)
                .filter(name -> name.startsWith("tree_sitter_") && !name.contains(SCANNER))
                .findFirst()
                .orElseThrow(() -> new DlException(library.name() + " is no grammar: it exports no tree_sitter_*"));
    }

    private String parse(int language, String text) {
        Callbacks.Source source = Callbacks.source(instance);
        source.text = text;
        call("ts_parser_new_wasm");
        int parser = read(transfer);
        int input = read(transfer + POINTER_SIZE);
        try {
            call("ts_parser_set_language", parser, language);
            int tree = call("ts_parser_parse_wasm", parser, input, 0, 0, 0);
            if (tree == 0) {
                throw new IllegalStateException("tree-sitter gave no tree");
            }
            return expression(tree);
        } finally {
            source.text = "";
            call("ts_parser_delete", parser);
            call("free", input);
        }
    }

    private String expression(int tree) {
        try {
            call("ts_tree_root_node_wasm", tree);
            int text = call("ts_node_to_string_wasm", tree);
            try {
                return memory().readCString(Integer.toUnsignedLong(text));
            } finally {
                call("free", text);
            }
        } finally {
            call("ts_tree_delete", tree);
        }
    }

    private int read(int address) {
        return memory().readInt(Integer.toUnsignedLong(address));
    }

    private Memory memory() {
        return instance.memory();
    }

    private int call(String function, Object... arguments) {
        return instance.function(function).call(arguments) instanceof Integer result ? result : 0;
    }

    @Override
    public void close() {
        program.close();
    }
}
