package dev.tagalong.runtime.internal.interpret;

/** The slots of a frame: parameters, other locals, the way back, constants, operand stack. */
final class FrameLayout {

    /** Entering a frame writes all its constants, so there are not many. */
    private static final int MOST_CONSTANTS = 16;

    /** Room is made before the body is read: few constants are needed where little is said, and frames stay small. */
    private static final int BYTES_PER_CONSTANT = 16;

    final int parameters;
    final int linkSlot;

    /** The slot of the operand stack's first entry. */
    final int stackSlot;

    private final long[] constants;
    private int constantCount;

    /**
     * A layout.
     *
     * @param parameters how many slots the parameters take
     * @param locals how many slots all locals take
     */
    FrameLayout(int parameters, int locals, int bodyBytes) {
        this.parameters = parameters;
        this.linkSlot = locals;
        this.constants = new long[Math.min(MOST_CONSTANTS, (bodyBytes + BYTES_PER_CONSTANT / 2) / BYTES_PER_CONSTANT)];
        this.stackSlot = locals + 1 + constants.length;
    }

    /** The slot of a constant, or -1 if there is no room. */
    int constantSlot(long constant) {
        for (int i = 0; i < constantCount; i++) {
            if (constants[i] == constant) {
                return linkSlot + 1 + i;
            }
        }
        if (constantCount == constants.length) {
            return -1;
        }
        constants[constantCount++] = constant;
        return linkSlot + constantCount;
    }

    /** See {@link LoweredFunction#initial}. */
    long[] initial() {
        int from = linkSlot + 1 - parameters;
        long[] initial = new long[from + constantCount];
        System.arraycopy(constants, 0, initial, from, constantCount);
        return initial;
    }
}
