package dev.tagalong.runtime.internal.text;

import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.WasmModule;

/** Names of functions for people. */
public final class FunctionNames {

    private FunctionNames() {}

    /** The name from the {@code name} section, an export or, failing both, {@code null}. */
    public static String find(WasmModule module, int index) {
        String name = module.names().functions().get(index);
        if (name != null) {
            return name;
        }
        for (ExportDefinition export : module.exportDefinitions()) {
            if (export.kind() == ExportDefinition.Kind.FUNCTION && export.index() == index) {
                return export.name();
            }
        }
        return null;
    }

    /** As {@link #find}, or else {@code func[index]}. */
    public static String of(WasmModule module, int index) {
        String name = find(module, index);
        return name != null ? name : "func[" + index + "]";
    }
}
