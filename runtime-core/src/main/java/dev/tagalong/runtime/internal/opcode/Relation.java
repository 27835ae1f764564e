package dev.tagalong.runtime.internal.opcode;

import java.util.Locale;

/** What a comparison asks of its operands. One of integers is signed or unsigned, or is for equality; the rest is for floats. */
public enum Relation {
    EQ,
    NE,
    LT_S,
    GE_S,
    LT_U,
    GE_U,
    GT_S,
    LE_S,
    GT_U,
    LE_U,
    LT,
    GE,
    GT,
    LE;

    /** The relation that an instruction's name says, or {@code null}; to be zero is to equal zero. */
    static Relation of(String mnemonic) {
        String name = mnemonic.substring(mnemonic.indexOf('.') + 1).toUpperCase(Locale.ROOT);
        if (name.equals("EQZ")) {
            return EQ;
        }
        for (Relation relation : values()) {
            if (relation.name().equals(name)) {
                return relation;
            }
        }
        return null;
    }

    /** The relation of {@code y} to {@code x} where this one is of {@code x} to {@code y}. */
    public Relation exchanged() {
        return switch (this) {
            case EQ, NE -> this;
            case LT_S -> GT_S;
            case LT_U -> GT_U;
            case LT -> GT;
            case GT_S -> LT_S;
            case GT_U -> LT_U;
            case GT -> LT;
            case LE_S -> GE_S;
            case LE_U -> GE_U;
            case LE -> GE;
            case GE_S -> LE_S;
            case GE_U -> LE_U;
            case GE -> LE;
        };
    }

    /**
     * The relation that holds where this one does not, or {@code null} if there is none: a float that is not less than
     * another need not be greater or equal, as one may be NaN.
     */
    public Relation negated() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT_S -> GE_S;
            case LT_U -> GE_U;
            case GT_S -> LE_S;
            case GT_U -> LE_U;
            case LE_S -> GT_S;
            case LE_U -> GT_U;
            case GE_S -> LT_S;
            case GE_U -> LT_U;
            case LT, GT, LE, GE -> null;
        };
    }

    /** Whether it is less or greater of integers that are signed. */
    public boolean isSigned() {
        return name().endsWith("_S");
    }

    /** Whether it is less or greater of integers that are not signed. */
    public boolean isUnsigned() {
        return name().endsWith("_U");
    }
}
