package dev.tagalong.runtime;

/**
 * A 31-bit integer as a reference ({@code i31ref}). It has no identity: equal ones are one to WebAssembly, whether or not they are
 * one Java object, so compare them with {@link #equals}.
 */
public final class I31 {

    /** The least value. */
    public static final int MIN_VALUE = -(1 << 30);

    /** The greatest value. */
    public static final int MAX_VALUE = (1 << 30) - 1;

    private static final int LEAST_KEPT = -128;
    private static final int MOST_KEPT = 1023;
    private static final I31[] KEPT = new I31[MOST_KEPT - LEAST_KEPT + 1];

    static {
        for (int i = 0; i < KEPT.length; i++) {
            KEPT[i] = new I31(LEAST_KEPT + i);
        }
    }

    private final int value;

    private I31(int value) {
        this.value = value;
    }

    /** The reference for the low 31 bits of a number. */
    public static I31 of(int number) {
        int value = number << 1 >> 1;
        return value >= LEAST_KEPT && value <= MOST_KEPT ? KEPT[value - LEAST_KEPT] : new I31(value);
    }

    /** The value, sign-extended. */
    public int value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof I31 i31 && i31.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public String toString() {
        return "i31 " + value;
    }
}
