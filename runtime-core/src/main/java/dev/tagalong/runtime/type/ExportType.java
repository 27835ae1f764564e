package dev.tagalong.runtime.type;

import dev.tagalong.runtime.text.PlainText;

/**
 * An export of a module.
 *
 * @param name the name, unique within the module
 * @param type what is exported
 */
public record ExportType(String name, ExternalType type) {
    @Override
    public String toString() {
        return PlainText.of(name) + " (" + type + ")";
    }
}
