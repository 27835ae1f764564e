package dev.tagalong.services.internal.abi;

/** Core values in a row, as raw bits, that are written once and read once. */
final class Flat {

    private final long[] values;
    private int position;

    Flat(long[] values) {
        this.values = values;
    }

    void put(long value) {
        values[position++] = value;
    }

    long take() {
        return values[position++];
    }

    int position() {
        return position;
    }

    /** Goes on elsewhere. */
    void position(int index) {
        position = index;
    }
}
