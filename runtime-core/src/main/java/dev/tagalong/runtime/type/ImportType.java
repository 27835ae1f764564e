package dev.tagalong.runtime.type;

import dev.tagalong.runtime.text.PlainText;

/**
 * An import of a module.
 *
 * @param module the first of the two names
 * @param name the second of the two names
 * @param type what must be supplied
 */
public record ImportType(String module, String name, ExternalType type) {
    @Override
    public String toString() {
        return PlainText.of(module + "." + name) + " (" + type + ")";
    }
}
