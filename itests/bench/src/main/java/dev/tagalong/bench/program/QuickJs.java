package dev.tagalong.bench.program;

import dev.tagalong.bench.contender.Guest;
import dev.tagalong.bench.contender.GuestImports;
import dev.tagalong.bench.contender.GuestImports.HostBody;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Evaluates a script in QuickJS. Emscripten shortened the names of imports and exports when the pinned module was built;
 * its JavaScript tells what they stand for.
 */
final class QuickJs implements Program.Task {

    private static final String CALL_CONSTRUCTORS = "u";
    private static final String MALLOC = "v";
    private static final String NEW_RUNTIME = "K";
    private static final String NEW_CONTEXT = "N";
    private static final String EVALUATE = "pa";
    private static final String GET_FLOAT64 = "Z";
    private static final String FREE_VALUE = "P";

    private static final int PAGES = 256;
    private static final int MAXIMUM_PAGES = 32_768;

    /** The time is always the same, the environment empty; what a script without files and callbacks never needs, fails. */
    static GuestImports imports() {
        Map<String, HostBody> functions = new HashMap<>();
        for (char name = 'b'; name <= 't'; name++) {
            String imported = String.valueOf(name);
            functions.put(imported, (guest, arguments) -> {
                throw new IllegalStateException("unexpected call of import " + imported);
            });
        }
        functions.put("p", (guest, arguments) -> Double.doubleToRawLongBits(1e12)); // emscripten_date_now
        functions.put("m", (guest, arguments) -> 0); // _localtime_js: the structure stays zero
        functions.put("n", (guest, arguments) -> 0); // _tzset_js: UTC
        functions.put("e", (guest, arguments) -> 0); // environ_get
        functions.put("f", QuickJs::environmentSizes); // environ_sizes_get
        functions.put("k", (guest, arguments) -> guest.growMemory(arguments[0] & 0xFFFF_FFFFL) ? 1 : 0);
        return new GuestImports(
                Map.of(), functions, Map.of(), new GuestImports.ImportedMemory("a", PAGES, MAXIMUM_PAGES));
    }

    private static long environmentSizes(Guest guest, long[] arguments) {
        guest.write((int) arguments[0], new byte[Integer.BYTES]);
        guest.write((int) arguments[1], new byte[Integer.BYTES]);
        return 0;
    }

    @Override
    public LongSupplier open(Guest guest, byte[] script) {
        guest.call(CALL_CONSTRUCTORS);
        long context = guest.call(NEW_CONTEXT, guest.call(NEW_RUNTIME), 0);
        long code = copy(guest, script);
        long name = copy(guest, new byte[] {'s'});
        return () -> {
            long value = guest.call(EVALUATE, context, code, script.length, name, 0, 0);
            double number = Double.longBitsToDouble(guest.call(GET_FLOAT64, context, value));
            guest.call(FREE_VALUE, context, value);
            return (long) number;
        };
    }

    /** Copies bytes and a zero into the guest's heap. */
    private static long copy(Guest guest, byte[] bytes) {
        long address = guest.call(MALLOC, bytes.length + 1);
        guest.write((int) address, Arrays.copyOf(bytes, bytes.length + 1));
        return address;
    }
}
