package dev.tagalong.runtime;

import java.io.Serial;

/**
 * A binary that is not a module this engine can use. The message begins with the specification's wording and ends with
 * the section and the byte offset at which the fault was seen.
 */
public final class ModuleException extends EngineException {

    @Serial
    private static final long serialVersionUID = 1;

    /** What is wrong with the binary. */
    public enum Reason {
        /** It does not follow the binary format (specification, chapter 5). */
        MALFORMED,
        /** It decodes, but does not validate (specification, chapter 3). */
        INVALID,
        /** It uses a part of the standard, or a size, that this engine does not offer. */
        UNSUPPORTED
    }

    private final Reason reason;
    private final String section;
    private final long offset;

    /**
     * An error in a binary.
     *
     * @param message the specification's wording, with what was expected and found
     * @param section the section's name as in the binary format chapter, or {@code "module"}
     * @param offset the offset in bytes from the start of the binary
     */
    public ModuleException(Reason reason, String message, String section, long offset) {
        super(message + " (" + section + " section, offset 0x" + Long.toHexString(offset) + ")", null, true);
        this.reason = reason;
        this.section = section;
        this.offset = offset;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /** The section in which the fault was seen. */
    public String section() {
        return section;
    }

    /** The offset in bytes from the start of the binary at which the fault was seen. */
    public long offset() {
        return offset;
    }
}
