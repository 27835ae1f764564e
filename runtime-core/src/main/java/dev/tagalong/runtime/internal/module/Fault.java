package dev.tagalong.runtime.internal.module;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.opcode.Feature;

/** What can be wrong with a binary: the phase that sees it and the wording of the specification's test suite. */
public enum Fault {
    // Binary format (chapter 5)
    MAGIC(Reason.MALFORMED, "magic header not detected"),
    VERSION(Reason.MALFORMED, "unknown binary version"),
    UNEXPECTED_END(Reason.MALFORMED, "unexpected end of section or function"),
    LENGTH(Reason.MALFORMED, "length out of bounds"),
    INTEGER_TOO_LONG(Reason.MALFORMED, "integer representation too long"),
    INTEGER_TOO_LARGE(Reason.MALFORMED, "integer too large"),
    UTF8(Reason.MALFORMED, "malformed UTF-8 encoding"),
    SECTION_ID(Reason.MALFORMED, "malformed section id"),
    SECTION_ORDER(Reason.MALFORMED, "unexpected content after last section"),
    SECTION_SIZE(Reason.MALFORMED, "section size mismatch"),
    FUNCTION_CODE_LENGTHS(Reason.MALFORMED, "function and code section have inconsistent lengths"),
    DATA_COUNT_LENGTHS(Reason.MALFORMED, "data count and data section have inconsistent lengths"),
    DATA_COUNT_REQUIRED(Reason.MALFORMED, "data count section required"),
    TOO_MANY_LOCALS(Reason.MALFORMED, "too many locals"),
    DEFINITION_TYPE(Reason.MALFORMED, "malformed definition type"),
    VALUE_TYPE(Reason.MALFORMED, "malformed value type"),
    REFERENCE_TYPE(Reason.MALFORMED, "malformed reference type"),
    HEAP_TYPE(Reason.MALFORMED, "malformed heap type"),
    CAST_FLAGS(Reason.MALFORMED, "malformed br_on_cast flags"),
    BLOCK_TYPE(Reason.MALFORMED, "malformed block type"),
    IMPORT_KIND(Reason.MALFORMED, "malformed import kind"),
    EXPORT_KIND(Reason.MALFORMED, "malformed export kind"),
    LIMITS_FLAGS(Reason.MALFORMED, "malformed limits flags"),
    PAGE_SIZE(Reason.MALFORMED, "invalid custom page size"),
    MUTABILITY(Reason.MALFORMED, "malformed mutability"),
    MEMOP_FLAGS(Reason.MALFORMED, "malformed memop flags"),
    ELEMENT_KIND(Reason.MALFORMED, "malformed element kind"),
    ELEMENT_SEGMENT_KIND(Reason.MALFORMED, "malformed elements segment kind"),
    DATA_SEGMENT_KIND(Reason.MALFORMED, "malformed data segment kind"),
    CATCH_KIND(Reason.MALFORMED, "malformed catch clause"),
    ZERO_BYTE(Reason.MALFORMED, "zero byte expected"),
    ILLEGAL_OPCODE(Reason.MALFORMED, "illegal opcode"),
    END_EXPECTED(Reason.MALFORMED, "END opcode expected"),

    // Validation (chapter 3)
    TYPE_MISMATCH(Reason.INVALID, "type mismatch"),
    RESULT_ARITY(Reason.INVALID, "invalid result arity"),
    UNKNOWN_TYPE(Reason.INVALID, "unknown type"),
    NO_FUNCTION_TYPE(Reason.INVALID, "type mismatch: not a function type, type"),
    SUB_TYPE(Reason.INVALID, "sub type does not match super type"),
    UNKNOWN_FIELD(Reason.INVALID, "unknown field"),
    UNKNOWN_FUNCTION(Reason.INVALID, "unknown function"),
    UNKNOWN_TABLE(Reason.INVALID, "unknown table"),
    UNKNOWN_MEMORY(Reason.INVALID, "unknown memory"),
    UNKNOWN_GLOBAL(Reason.INVALID, "unknown global"),
    UNKNOWN_LOCAL(Reason.INVALID, "unknown local"),
    UNKNOWN_LABEL(Reason.INVALID, "unknown label"),
    UNKNOWN_TAG(Reason.INVALID, "unknown tag"),
    UNKNOWN_ELEMENT(Reason.INVALID, "unknown elem segment"),
    UNKNOWN_DATA(Reason.INVALID, "unknown data segment"),
    UNDECLARED_REFERENCE(Reason.INVALID, "undeclared function reference"),
    TAG_RESULT(Reason.INVALID, "non-empty tag result type"),
    RETHROW_LABEL(Reason.INVALID, "invalid rethrow label"),
    IMMUTABLE_GLOBAL(Reason.INVALID, "immutable global"),
    IMMUTABLE_FIELD(Reason.INVALID, "immutable field"),
    IMMUTABLE_ARRAY(Reason.INVALID, "immutable array"),
    ARRAY_TYPES(Reason.INVALID, "array types do not match"),
    ARRAY_ELEMENTS(Reason.INVALID, "array type is not numeric or vector"),
    NOT_DEFAULTABLE(Reason.INVALID, "type mismatch: field type is not defaultable"),
    UNINITIALIZED_LOCAL(Reason.INVALID, "uninitialized local"),
    CONSTANT_REQUIRED(Reason.INVALID, "constant expression required"),
    ALIGNMENT(Reason.INVALID, "alignment must not be larger than natural"),
    LANE_INDEX(Reason.INVALID, "invalid lane index"),
    MEMORY_OFFSET(Reason.INVALID, "offset out of range"),
    DUPLICATE_EXPORT(Reason.INVALID, "duplicate export name"),
    START_FUNCTION(Reason.INVALID, "start function"),
    ATOMIC_ALIGNMENT(Reason.INVALID, "atomic alignment must be natural"),
    SHARED_MAXIMUM(Reason.INVALID, "shared memory must have maximum"),
    MEMORY_SIZE(Reason.INVALID, "memory size must be at most 65536 pages (4GiB)"),
    CUSTOM_PAGE_SIZE(Reason.INVALID, "invalid custom page size"),
    MEMORY64_SIZE(Reason.INVALID, "memory size must be at most 2^48 pages (2^64 bytes)"),
    TABLE_SIZE(Reason.INVALID, "table size must be at most 2^32-1"),
    SIZE_RANGE(Reason.INVALID, "size minimum must not be greater than maximum"),

    // The engine's own limits (specification, appendix 7.2)
    LIMIT(Reason.UNSUPPORTED, "implementation limit exceeded");

    private final Reason reason;
    private final String wording;

    Fault(Reason reason, String wording) {
        this.reason = reason;
        this.wording = wording;
    }

    /** The suite's wording, with which the message begins. */
    public String wording() {
        return wording;
    }

    /** The fault, seen at an offset of a section. */
    public ModuleException at(String section, long offset) {
        return new ModuleException(reason, wording, section, offset);
    }

    /** The fault, seen at an offset of a section, with what was expected and found. */
    public ModuleException at(String section, long offset, String detail) {
        return new ModuleException(reason, wording + ": " + detail, section, offset);
    }

    /** The fault about an index, such as {@code unknown function 7}. */
    public ModuleException of(int index, String section, long offset) {
        return new ModuleException(reason, wording + " " + Integer.toUnsignedString(index), section, offset);
    }

    /** A part of the standard that the engine does not offer is used. */
    public static ModuleException unsupported(Feature feature, String section, long offset) {
        return new ModuleException(Reason.UNSUPPORTED, feature.text() + " is not supported", section, offset);
    }
}
