package dev.tagalong.runtime.internal.compile.vector;

/** Writes one instruction, whose operands are on the JVM's stack, as calls of the Vector API. */
@FunctionalInterface
interface VectorForm {

    /**
     * Writes it.
     *
     * @param lane the lane among the immediates, if there is one
     * @param low the low half of the indices of a shuffle
     * @param high the high half
     */
    void write(VectorCode code, int lane, long low, long high);

    /** A form of an instruction without immediates. */
    @FunctionalInterface
    interface Plain {
        void write(VectorCode code);
    }

    static VectorForm of(Plain plain) {
        return (code, lane, low, high) -> plain.write(code);
    }
}
