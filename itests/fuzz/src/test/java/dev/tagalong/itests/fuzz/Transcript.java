package dev.tagalong.itests.fuzz;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineException;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a module does here when it is called as V8 was: the lines that {@code v8.mjs} writes. That transcript is the plan of
 * the calls, too.
 */
final class Transcript {

    /** V8 is told the same. */
    static final int MOST_PAGES = 2000;

    private static final int PAGE = 1 << 16;
    private static final byte[] NO_BYTES = new byte[PAGE];
    private static final int MOST_ENTRIES = 1000;
    /** Many times what any call takes. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final InstanceLimits LIMITS = InstanceLimits.DEFAULT
            .withMemoryPages(MOST_PAGES)
            .withTableEntries(10_000_000)
            .withDeadline(DEADLINE);

    private final List<String> lines = new ArrayList<>();
    private final Map<String, ExternalValue> exports = new LinkedHashMap<>();
    private final Support support;

    private Transcript(Engine engine) {
        support = new Support(engine, lines::add, exports);
    }

    /** The transcript of a module under the plan that V8's has. */
    static List<String> of(Engine engine, byte[] binary, List<String> plan) {
        Transcript transcript = new Transcript(engine);
        transcript.run(engine, engine.load("random", binary), plan);
        return transcript.lines;
    }

    private void run(Engine engine, Module module, List<String> plan) {
        try (Closing instance = new Closing(engine.instantiate(
                module, support.imports(), InstanceOptions.named("random").withLimits(LIMITS)))) {
            for (ExportType export : module.exports()) {
                exports.put(export.name(), instance.instance().export(export.name()));
            }
            for (String line : plan) {
                if (line.startsWith("call ")) {
                    lines.add(line);
                    lines.add("= " + call(line));
                }
            }
            exports.forEach(this::state);
        } catch (LinkException e) {
            throw e;
        } catch (EngineException e) {
            lines.add("instantiation " + support.outcome(e));
        }
    }

    private record Closing(Instance instance) implements AutoCloseable {
        @Override
        public void close() {
            instance.close();
        }
    }

    private String call(String line) {
        String[] sides = line.split(" ->", -1);
        String[] words = sides[0].split(" ");
        Object[] arguments = new Object[words.length - 2];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = Value.of(words[i + 2]);
        }
        int results = sides[1].isBlank() ? 0 : sides[1].strip().split(" (?![^(]*\\))").length;
        return support.outermost(words[1], arguments, results);
    }

    private void state(String name, ExternalValue value) {
        if (!name.startsWith("$")) {
            return;
        }
        if (value instanceof Memory memory) {
            lines.add("memory " + name + " " + hash(memory));
        } else if (value instanceof Global global
                && (global.type().valueType() == ValueType.V128
                        || Types.cross(global.type().valueType().toString()))) {
            lines.add("global " + name + " " + Value.text(global.get()));
        } else if (value instanceof Table table
                && Types.cross(table.type().elementType().toString())) {
            lines.add("table " + name + " " + entries(table));
        }
    }

    private static String entries(Table table) {
        StringBuilder kinds = new StringBuilder(table.size() + ":");
        for (int i = 0; i < Math.min(table.size(), MOST_ENTRIES); i++) {
            kinds.append(' ').append(Value.reference(table.get(i)));
        }
        return kinds.toString();
    }

    /** FNV-1a of 32 bits over the bytes that are not zero, with their addresses. */
    private static String hash(Memory memory) {
        int size = Math.toIntExact(memory.byteSize());
        byte[] page = new byte[PAGE];
        int hash = 0x811C9DC5;
        for (int start = 0; start < size; start += PAGE) {
            memory.read(start, page, 0, PAGE);
            int first = Arrays.mismatch(page, NO_BYTES);
            for (int i = first < 0 ? PAGE : first; i < PAGE; i++) {
                if (page[i] != 0) {
                    hash = (hash ^ start + i) * 0x01000193;
                    hash = (hash ^ (page[i] & 0xFF)) * 0x01000193;
                }
            }
        }
        return "%d:%08x".formatted(size, hash);
    }
}
