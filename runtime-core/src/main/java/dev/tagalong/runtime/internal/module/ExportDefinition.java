package dev.tagalong.runtime.internal.module;

/**
 * An export.
 *
 * @param index the index in the index space of its kind
 */
public record ExportDefinition(String name, Kind kind, int index) {

    /** What is exported. */
    public enum Kind {
        /** A function. */
        FUNCTION,
        /** A table. */
        TABLE,
        /** A memory. */
        MEMORY,
        /** A global. */
        GLOBAL
    }
}
