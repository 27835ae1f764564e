package dev.tagalong.samples.treesitter.internal;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.Instance;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** What web-tree-sitter's program asks of its host: the source text, piece by piece. There is no log, and nothing to see of progress. */
@Component(service = HostModule.class)
public final class Callbacks implements HostModule {

    /** The program's buffer holds a little more. */
    static final int LARGEST_PIECE = 5000;

    private final Map<String, HostFunction> functions;

    /** The functions, for any number of programs. */
    public Callbacks() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        functions = Map.of(
                "tree_sitter_parse_callback", HostFunction.of(lookup, this, "parse"),
                "tree_sitter_progress_callback", HostFunction.of(lookup, this, "progress"),
                "tree_sitter_query_progress_callback", HostFunction.of(lookup, this, "queryProgress"),
                "tree_sitter_log_callback", HostFunction.of(lookup, this, "log"));
    }

    /** The text that a program parses at present; used by the thread that runs the program. */
    static final class Source {
        String text = "";
    }

    static Source source(Instance program) {
        return program.attachment(Source.class, Source::new);
    }

    @Override
    public String name() {
        return "env";
    }

    @Override
    public Map<String, HostFunction> functions() {
        return functions;
    }

    /** Writes the piece at an index, in UTF-16 units, into the buffer, and its length, which is 0 at the end. */
    void parse(Instance caller, int buffer, int index, int row, int column, int lengthAddress) {
        String text = source(caller).text;
        int start = Math.max(0, Math.min(index, text.length()));
        int length = Math.min(LARGEST_PIECE, text.length() - start);
        byte[] units = new byte[2 * length];
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(start + i);
            units[2 * i] = (byte) unit;
            units[2 * i + 1] = (byte) (unit >> Byte.SIZE);
        }
        caller.memory().write(Integer.toUnsignedLong(buffer), units, 0, units.length);
        caller.memory().writeInt(Integer.toUnsignedLong(lengthAddress), length);
    }

    /** Whether to give up. */
    int progress(int offset, int hasError) {
        return 0;
    }

    /** Whether to give up. */
    int queryProgress(int offset) {
        return 0;
    }

    void log(int type, int message) {}
}
