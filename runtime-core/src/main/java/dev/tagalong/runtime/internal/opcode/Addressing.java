package dev.tagalong.runtime.internal.opcode;

import dev.tagalong.runtime.type.AddressType;

/**
 * How wide the addresses are that an instruction takes, by the memories or tables that its immediates name. What copies
 * from one to another has a target and a source; everything else has a target only.
 */
public enum Addressing {
    /** 32 bits. */
    NARROW(""),
    /** 64 bits of the target, 32 bits of the source if there is one. */
    WIDE("_64"),
    /** 32 bits of the target, 64 bits of the source. */
    FROM_WIDE("_from_64"),
    /** 64 bits of both. */
    BOTH_WIDE("_64_from_64");

    private final String suffix;

    Addressing(String suffix) {
        this.suffix = suffix;
    }

    /** That of an instruction on one memory or table. */
    public static Addressing of(AddressType target) {
        return target == AddressType.I64 ? WIDE : NARROW;
    }

    /** That of an instruction that copies. */
    public static Addressing of(AddressType target, AddressType source) {
        if (source == AddressType.I32) {
            return of(target);
        }
        return target == AddressType.I64 ? BOTH_WIDE : FROM_WIDE;
    }

    /** Whether the target's addresses have 64 bits. */
    public boolean wideTarget() {
        return this == WIDE || this == BOTH_WIDE;
    }

    /** Whether the source's addresses have 64 bits. */
    public boolean wideSource() {
        return this == FROM_WIDE || this == BOTH_WIDE;
    }

    /** What a method's name that says an instruction's meaning ends with. */
    public String suffix() {
        return suffix;
    }
}
