package dev.tagalong.runtime.internal.module;

/**
 * An export.
 *
 * @param index the index in the index space of its kind
 * @param offset the offset of the export in the binary
 */
public record ExportDefinition(String name, Kind kind, int index, int offset) {

    /** What is exported. */
    public enum Kind {
        /** A function. */
        FUNCTION,
        /** A table. */
        TABLE,
        /** A memory. */
        MEMORY,
        /** A global. */
        GLOBAL,
        /** A tag. */
        TAG
    }
}
