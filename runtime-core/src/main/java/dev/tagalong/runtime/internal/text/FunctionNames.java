package dev.tagalong.runtime.internal.text;

import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.text.PlainText;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ImportType;
import java.util.Arrays;
import java.util.Map;

/** Names of functions for people, made {@link PlainText plain}. Each look-up may go through all exports, so it is for messages only. */
public final class FunctionNames {

    private FunctionNames() {}

    /**
     * The name from the {@code name} section, an export or the import as {@code module.name}; failing all of them, and for
     * an index that the module does not have, {@code null}.
     */
    public static String find(WasmModule module, int index) {
        return PlainText.of(raw(module, index));
    }

    private static String raw(WasmModule module, int index) {
        String name = module.names().functions().get(index);
        if (name != null) {
            return name;
        }
        for (ExportDefinition export : module.exportDefinitions()) {
            if (export.kind() == ExportDefinition.Kind.FUNCTION && export.index() == index) {
                return export.name();
            }
        }
        return index < module.importedFunctions() ? imported(module, index) : null;
    }

    /** As {@link #find}, or else {@code func[index]}. */
    public static String of(WasmModule module, int index) {
        String name = find(module, index);
        return name != null ? name : "func[" + Integer.toUnsignedString(index) + "]";
    }

    /** The first function that the {@code name} section calls so, or -1. */
    public static int index(WasmModule module, String name) {
        return module.names().functions().entrySet().stream()
                .filter(e -> e.getValue().equals(name))
                .mapToInt(Map.Entry::getKey)
                .filter(index -> index >= 0 && index < module.allFunctions().size())
                .min()
                .orElse(-1);
    }

    /** {@link #find} for each function of a module, in time linear in the module. */
    static String[] all(WasmModule module) {
        String[] names = new String[module.allFunctions().size()];
        int next = 0;
        for (ImportType type : module.imports()) {
            if (type.type() instanceof ExternalType.Func) {
                names[next++] = type.module() + "." + type.name();
            }
        }
        for (int i = module.exportDefinitions().size() - 1; i >= 0; i--) {
            ExportDefinition export = module.exportDefinitions().get(i);
            if (export.kind() == ExportDefinition.Kind.FUNCTION) {
                names[export.index()] = export.name();
            }
        }
        module.names().functions().forEach((index, name) -> {
            if (index >= 0 && index < names.length) {
                names[index] = name;
            }
        });
        Arrays.setAll(names, i -> PlainText.of(names[i]));
        return names;
    }

    private static String imported(WasmModule module, int index) {
        int next = 0;
        for (ImportType type : module.imports()) {
            if (type.type() instanceof ExternalType.Func && next++ == index) {
                return type.module() + "." + type.name();
            }
        }
        return null;
    }
}
