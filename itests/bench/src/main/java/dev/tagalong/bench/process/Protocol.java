package dev.tagalong.bench.process;

/**
 * How long everything is measured: a warm-up, then samples of equal length, of which the median counts.
 *
 * @param warmUpMillis the warm-up in all
 * @param samples how many samples
 * @param sampleMillis the length of each
 */
public record Protocol(int warmUpMillis, int samples, int sampleMillis) {

    /** For compilers to JVM bytecode, which HotSpot compiles once more. */
    public static Protocol compiled(boolean quick) {
        return quick ? new Protocol(450, 3, 100) : new Protocol(1500, 5, 250);
    }

    /** For interpreters, whose loop HotSpot compiles. */
    public static Protocol interpreted(boolean quick) {
        return quick ? new Protocol(450, 3, 100) : new Protocol(1200, 4, 250);
    }

    /** For V8 and native code. */
    public static Protocol process(boolean quick) {
        return quick ? new Protocol(150, 5, 40) : new Protocol(300, 7, 80);
    }
}
