package dev.tagalong.runtime.internal.text;

import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.text.PlainText;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ImportType;

/** What a module calls its tags: by its name section, else as it imports or exports them. */
public final class TagNames {

    private TagNames() {}

    /** The name of a tag, made plain, or {@code null}. */
    public static String find(WasmModule module, int index) {
        String named = module.names().tags().get(index);
        String found = named != null ? named : imported(module, index);
        return PlainText.of(found != null ? found : exported(module, index));
    }

    private static String imported(WasmModule module, int index) {
        int next = 0;
        for (ImportType wanted : module.imports()) {
            if (wanted.type() instanceof ExternalType.Tag && next++ == index) {
                return wanted.module() + "." + wanted.name();
            }
        }
        return null;
    }

    private static String exported(WasmModule module, int index) {
        for (ExportDefinition export : module.exportDefinitions()) {
            if (export.kind() == ExportDefinition.Kind.TAG && export.index() == index) {
                return export.name();
            }
        }
        return null;
    }
}
