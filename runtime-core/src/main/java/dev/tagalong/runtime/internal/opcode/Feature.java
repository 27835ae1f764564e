package dev.tagalong.runtime.internal.opcode;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of the standard, by the names of the proposals that brought them, and whether this engine offers them. */
public enum Feature {
    /** The first version of the standard. */
    MVP("mvp", true),
    /** Sign extension instructions. */
    SIGN_EXTENSION("sign extension", true),
    /** Conversions that saturate. */
    SATURATING_CONVERSIONS("saturating conversions", true),
    /** Several results, block parameters. */
    MULTI_VALUE("multi-value", true),
    /** Bulk memory and table instructions, passive segments. */
    BULK_MEMORY("bulk memory", true),
    /** References as values, several tables. */
    REFERENCE_TYPES("reference types", true),
    /** Tail calls. */
    TAIL_CALLS("tail calls", true),
    /** Arithmetic in constant expressions. */
    EXTENDED_CONST("extended constants", true),
    /** Several memories. */
    MULTI_MEMORY("multiple memories", true),
    /** 128-bit arithmetic. */
    WIDE_ARITHMETIC("wide arithmetic", true),
    /** 128-bit vectors. */
    SIMD("simd", true),
    /** Vector instructions whose results may differ between machines. */
    RELAXED_SIMD("relaxed simd", true),
    /** Exceptions with {@code try_table}. */
    EXCEPTIONS("exceptions", true),
    /** Exceptions with {@code try} and {@code catch}. */
    LEGACY_EXCEPTIONS("legacy exceptions", true),
    /** References to functions of a known type. */
    TYPED_REFERENCES("typed function references", true),
    /** Structures and arrays. */
    GC("garbage collection", true),
    /** Types that objects carry at run time, exact types. */
    CUSTOM_DESCRIPTORS("custom descriptors", false),
    /** Memories and tables with 64-bit addresses. */
    MEMORY64("memory64", true),
    /** Shared memories and atomic instructions. */
    THREADS("threads", true),
    /** Pages of other sizes. */
    CUSTOM_PAGE_SIZES("custom page sizes", true);

    private static final int FIRST_DESCRIPTOR = 0x20;
    private static final int LAST_DESCRIPTOR = 0x26;

    private final String text;
    private final boolean offered;

    Feature(String text, boolean offered) {
        this.text = text;
        this.offered = offered;
    }

    /** The feature that an instruction outside the table belongs to, by its prefix and sub-opcode, or {@code null}. */
    public static Feature of(int prefix, int sub) {
        return prefix == 0xFB && sub >= FIRST_DESCRIPTOR && sub <= LAST_DESCRIPTOR ? CUSTOM_DESCRIPTORS : null;
    }

    /** The names of those that are offered beyond the first version. */
    public static Set<String> switchable() {
        return Arrays.stream(values())
                .filter(feature -> feature != MVP && feature.offered)
                .map(Feature::text)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The name in messages. */
    public String text() {
        return text;
    }

    /** Whether the engine offers it. */
    public boolean offered() {
        return offered;
    }
}
