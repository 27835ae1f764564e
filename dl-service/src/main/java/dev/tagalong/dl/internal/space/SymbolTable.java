package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.internal.dylink.Dylink;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a module offers others to bind to: its functions, its data, which it exports as immutable numbers, and its tags. What
 * a linker exports for the loader only is left out. Immutable.
 */
public final class SymbolTable {

    private static final Set<String> FOR_THE_LOADER = Set.of(
            "_initialize",
            "_start",
            "__wasm_apply_data_relocs",
            "__wasm_apply_global_relocs",
            "__wasm_apply_global_tls_relocs",
            "__wasm_apply_tls_relocs",
            "__wasm_call_ctors",
            "__wasm_call_dtors",
            "__wasm_init_memory",
            "__wasm_init_memory_flag",
            "__wasm_init_tls",
            "__wasm_start",
            "__dso_handle",
            "__memory_base",
            "__table_base",
            "__tls_base",
            "__tls_size",
            "__tls_align",
            "__stack_pointer",
            "__set_stack_limits",
            "_emscripten_tls_init",
            "__start_em_asm",
            "__stop_em_asm",
            "__start_em_js",
            "__stop_em_js");

    private final Map<String, ExternalType> symbols = new HashMap<>();
    private final Map<String, ExternalType.Tag> tags = new HashMap<>();

    /**
     * The symbols of a module.
     *
     * @param dylink what it says of itself, or {@code null} if it is not position-independent
     */
    public SymbolTable(Module module, Dylink dylink) {
        for (ExportType export : module.exports()) {
            boolean visible = dylink == null || !dylink.exportIs(export.name(), Dylink.LOCAL | Dylink.HIDDEN);
            if (visible && isSymbol(export)) {
                symbols.put(export.name(), export.type());
            }
            if (visible && export.type() instanceof ExternalType.Tag tag) {
                tags.put(export.name(), tag);
            }
        }
    }

    private static boolean isSymbol(ExportType export) {
        if (FOR_THE_LOADER.contains(export.name())) {
            return false;
        }
        return export.type() instanceof ExternalType.Func
                || (export.type() instanceof ExternalType.Global global
                        && !global.type().mutable()
                        && global.type().valueType() == ValueType.I32);
    }

    /** All names of functions and data. */
    Set<String> names() {
        return Collections.unmodifiableSet(symbols.keySet());
    }

    /** The type under which a function or data is exported, or {@code null} if there is no such symbol. */
    ExternalType find(String symbol) {
        return symbols.get(symbol);
    }

    /** The type of the tag of a name, or {@code null} if there is no such tag. */
    ExternalType.Tag findTag(String name) {
        return tags.get(name);
    }
}
