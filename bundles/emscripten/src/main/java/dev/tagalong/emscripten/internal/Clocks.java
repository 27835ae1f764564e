package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.security.SecureRandom;

/** The time in milliseconds, and random bytes. */
public final class Clocks {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int CHUNK = 4096;
    private static final int SLICE_MILLIS = 10;

    private final long origin = System.nanoTime();
    private final SecureRandom random = new SecureRandom();

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "dateNow", "emscripten_date_now", "_emscripten_date_now")
                .add(this, "sleep", "emscripten_sleep")
                .add(this, "threadSleep", "emscripten_thread_sleep")
                .add(this, "now", "emscripten_get_now")
                .add(this, "resolution", "emscripten_get_now_res")
                .add(this, "monotonic", "_emscripten_get_now_is_monotonic", "emscripten_get_now_is_monotonic")
                .add(this, "random", "emscripten_random")
                .add(this, "entropy", "getentropy");
    }

    /** Since 1970. */
    double dateNow() {
        return System.currentTimeMillis();
    }

    /** Since some moment in the past. */
    double now() {
        return (System.nanoTime() - origin) / NANOS_PER_MILLI;
    }

    /** In nanoseconds, as emscripten has it. */
    double resolution() {
        return 1;
    }

    /** In JavaScript other events go on meanwhile, of which there are none here. The time is unsigned. */
    void sleep(Instance caller, int milliseconds) {
        threadSleep(caller, Integer.toUnsignedLong(milliseconds));
    }

    /** Sleeps in slices, so that a deadline or a stop ends it. */
    void threadSleep(Instance caller, double milliseconds) {
        long start = System.nanoTime();
        double left = milliseconds;
        while (left > 0) {
            caller.checkpoint();
            try {
                Thread.sleep((long) Math.ceil(Math.min(left, SLICE_MILLIS)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Trap(TrapKind.CANCELLED, "the thread was interrupted while it slept");
            }
            left = milliseconds - (System.nanoTime() - start) / NANOS_PER_MILLI;
        }
    }

    int monotonic() {
        return 1;
    }

    float random() {
        return random.nextFloat();
    }

    int entropy(Instance caller, int address, int length) {
        Memory memory = caller.memory();
        long count = Integer.toUnsignedLong(length);
        byte[] chunk = new byte[(int) Math.min(CHUNK, count)];
        for (long done = 0; done < count; done += CHUNK) {
            caller.checkpoint();
            random.nextBytes(chunk);
            memory.write(Integer.toUnsignedLong(address) + done, chunk, 0, (int) Math.min(CHUNK, count - done));
        }
        return 0;
    }
}
