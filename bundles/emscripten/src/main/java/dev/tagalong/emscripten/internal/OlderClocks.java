package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.nio.charset.StandardCharsets;

/** Clocks of C in versions of emscripten whose C library left them to JavaScript, and whose {@code time_t} has 32 bits. */
public final class OlderClocks {

    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final int MONOTONIC_RAW = 4;
    private static final int MILLIS = 1000;
    private static final int NANOS_PER_MICRO = 1000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final Clocks clocks;

    /** On the present clocks. */
    public OlderClocks(Clocks clocks) {
        this.clocks = clocks;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "time", "time")
                .add(this, "timeOfDay", "gettimeofday")
                .add(this, "clockTime", "clock_gettime", "__clock_gettime")
                .add(this, "clockResolution", "clock_getres", "__clock_getres")
                .add(this, "difference", "difftime")
                .add(this, "processorTime", "clock")
                .add(this, "format", "strftime")
                .add(this, "formatInLocale", "strftime_l");
    }

    /** Seconds since 1970, which are also written to an address if that is not 0. */
    int time(Instance caller, int address) {
        int now = (int) (System.currentTimeMillis() / MILLIS);
        if (address != 0) {
            caller.memory().writeInt(Integer.toUnsignedLong(address), now);
        }
        return now;
    }

    int timeOfDay(Instance caller, int address, int zone) {
        write(caller, address, System.currentTimeMillis() * NANOS_PER_MILLI, NANOS_PER_MICRO);
        return 0;
    }

    int clockTime(Instance caller, int clock, int address) {
        long nanos;
        if (clock == REALTIME) {
            nanos = System.currentTimeMillis() * NANOS_PER_MILLI;
        } else if (clock == MONOTONIC || clock == MONOTONIC_RAW) {
            nanos = (long) (clocks.now() * NANOS_PER_MILLI);
        } else {
            return failed(caller);
        }
        write(caller, address, nanos, 1);
        return 0;
    }

    int clockResolution(Instance caller, int clock, int address) {
        if (clock != REALTIME && clock != MONOTONIC) {
            return failed(caller);
        }
        write(caller, address, clock == REALTIME ? NANOS_PER_MILLI : (long) clocks.resolution(), 1);
        return 0;
    }

    /** Seconds, and the rest in so many nanoseconds. */
    private static void write(Instance caller, int address, long nanos, int unit) {
        Memory memory = caller.memory();
        memory.writeInt(Integer.toUnsignedLong(address), (int) (nanos / NANOS_PER_SECOND));
        memory.writeInt(Integer.toUnsignedLong(address) + Integer.BYTES, (int) (nanos % NANOS_PER_SECOND) / unit);
    }

    private static int failed(Instance caller) {
        Function errno = Runtime.find(caller.leader(), Runtime.GET, "__errno_location");
        if (errno != null) {
            caller.memory().writeInt(Integer.toUnsignedLong((int) errno.call()), Errno.INVAL);
        }
        return -1;
    }

    double difference(int end, int begin) {
        return (double) end - begin;
    }

    /** In microseconds, since some moment. */
    int processorTime() {
        return (int) (long) (clocks.now() * MILLIS);
    }

    /** Answers the text's length, or 0 if there is no room for it. */
    int format(Instance caller, int target, int room, int pattern, int time) {
        byte[] text = TimeText.of(caller, Endings.text(caller, pattern), time).getBytes(StandardCharsets.UTF_8);
        if (Integer.compareUnsigned(text.length, room) >= 0) {
            return 0;
        }
        caller.memory().write(Integer.toUnsignedLong(target), text, 0, text.length);
        caller.memory().writeByte(Integer.toUnsignedLong(target) + text.length, (byte) 0);
        return text.length;
    }

    int formatInLocale(Instance caller, int target, int room, int pattern, int time, int locale) {
        return format(caller, target, room, pattern, time);
    }
}
