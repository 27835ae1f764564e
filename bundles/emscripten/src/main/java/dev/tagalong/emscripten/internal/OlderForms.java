package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;

/**
 * The one table of what functions were in other versions of emscripten, and in AssemblyScript, whose {@code abort} has the same
 * name: another type, and parameters that mean something else. What is only legalised, or has no result, {@link Fitting} makes of
 * the form of today.
 *
 * <table>
 * <caption>The forms, the oldest first</caption>
 * <tr><td>{@code _localtime_js}, {@code _gmtime_js}</td><td>the address of a time of 32 bits; of one of 64; the time, in halves or
 *     whole; with a result</td></tr>
 * <tr><td>{@code _mktime_js}, {@code _timegm_js}</td><td>answer an i32; an i64, in halves or whole</td></tr>
 * <tr><td>{@code _tzset_js}</td><td>the address of {@code tzname}; the addresses of two buffers for the names</td></tr>
 * <tr><td>{@code _mmap_js}</td><td>the wanted address first, and the mapping's is the answer; the same without the first; a place for
 *     the address last; the offset of 32 bits, in halves, or whole</td></tr>
 * <tr><td>{@code _munmap_js}, {@code _msync_js}</td><td>the offset of 32 bits, in halves, or whole</td></tr>
 * <tr><td>{@code emscripten_memcpy_big}</td><td>answers the target; nothing</td></tr>
 * <tr><td>{@code abort}</td><td>emscripten: nothing; AssemblyScript: message, file, line, column, or fewer ({@link Endings})</td></tr>
 * </table>
 */
public final class OlderForms {

    private static final int HALF = 32;

    /** {@code tzname}'s two names, and what each takes. */
    private static final int NAME_ROOM = 32;

    /** Where the names are that {@code tzname} points to. */
    private static final class ZoneNames implements HostState {
        private int address;

        @Override
        public String hindersSnapshot() {
            return null;
        }
    }

    private final Calendar calendar;
    private final Mappings mappings;

    OlderForms(Calendar calendar, Mappings mappings) {
        this.calendar = calendar;
        this.mappings = mappings;
    }

    void register(FunctionTable table) {
        table.older(this, "localTimeAt", "_localtime_js")
                .older(this, "universalTimeAt", "_gmtime_js")
                .older(this, "zone", "_tzset_js")
                .older(this, "map", "_mmap_js")
                .older(this, "mapSeven", "_mmap_js")
                .older(this, "unmap", "_munmap_js")
                .older(this, "sync", "_msync_js")
                .older(this, "copy", "emscripten_memcpy_big", "emscripten_memcpy_js", "_emscripten_memcpy_js");
    }

    int localTimeAt(Instance caller, int time, int address) {
        return calendar.localTime(caller, time(caller, time), address);
    }

    int universalTimeAt(Instance caller, int time, int address) {
        return calendar.universalTime(caller, time(caller, time), address);
    }

    /**
     * A time of 64 bits, or one of 32 with anything after it: the type does not tell. So what lies beyond the years 1901 to 2106 is
     * taken for one of 32 bits.
     */
    private static long time(Instance caller, int address) {
        long whole = caller.memory().readLong(Integer.toUnsignedLong(address));
        return whole >> HALF == 0 ? whole : (int) whole;
    }

    /** {@code tzname} has the addresses of two names, for which the program's {@code malloc} has room. */
    void zone(Instance caller, int offset, int daylight, int names) {
        ZoneNames kept = caller.attachment(ZoneNames.class, ZoneNames::new);
        if (kept.address == 0) {
            Runtime runtime = Runtime.of(caller);
            int aligned = runtime.allocate(Integer.BYTES, 2 * NAME_ROOM);
            kept.address = aligned != 0 ? aligned : runtime.malloc(2 * NAME_ROOM);
        }
        calendar.zone(caller, offset, daylight, kept.address, kept.address + NAME_ROOM);
        Memory memory = caller.memory();
        memory.writeInt(Integer.toUnsignedLong(names), kept.address);
        memory.writeInt(Integer.toUnsignedLong(names) + Integer.BYTES, kept.address + NAME_ROOM);
    }

    /** Answers the address. */
    int map(Instance caller, int length, int protection, int flags, int descriptor, int offset, int allocated) {
        return mappings.map(caller, length, protection, flags, descriptor, Integer.toUnsignedLong(offset), allocated);
    }

    /** Two forms of the same type: no mapping is empty, so what begins with 0 begins with an address that nobody asks for. */
    int mapSeven(Instance caller, int first, int second, int third, int fourth, int fifth, int sixth, int seventh) {
        return first == 0
                ? map(caller, second, third, fourth, fifth, sixth, seventh)
                : mappings.mapTo(caller, first, second, third, fourth, Integer.toUnsignedLong(fifth), sixth, seventh);
    }

    int unmap(Instance caller, int address, int length, int protection, int flags, int descriptor, int offset) {
        return mappings.sync(caller, address, length, protection, flags, descriptor, Integer.toUnsignedLong(offset));
    }

    int sync(Instance caller, int address, int length, int protection, int flags, int descriptor, int offset) {
        return unmap(caller, address, length, protection, flags, descriptor, offset);
    }

    int copy(Instance caller, int to, int from, int length) {
        HeapFunctions.move(caller, to, from, length);
        return to;
    }
}
