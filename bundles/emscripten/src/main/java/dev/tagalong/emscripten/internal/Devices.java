package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import java.util.Map;

/** The files of {@code /dev} that emscripten's programs count on, whatever directories they were given. */
final class Devices {

    /** The directory that they are in. */
    static final String DIRECTORY = "/dev";

    /** What opens one: a device by its number, or a standard stream by its descriptor. */
    private record Device(String function, int argument) {}

    private static final String DEVICE = "posix_device";
    private static final String DUPLICATE = "posix_dup";

    private static final Map<String, Device> ALL = Map.of(
            "/dev/null", new Device(DEVICE, 0),
            "/dev/zero", new Device(DEVICE, 1),
            "/dev/random", new Device(DEVICE, 2),
            "/dev/urandom", new Device(DEVICE, 2),
            "/dev/stdin", new Device(DUPLICATE, 0),
            "/dev/stdout", new Device(DUPLICATE, 1),
            "/dev/stderr", new Device(DUPLICATE, 2));

    private Devices() {}

    /** Whether a path from the root is one. */
    static boolean has(String path) {
        return ALL.containsKey(path);
    }

    /** Opens one; its descriptor. */
    static int open(Instance caller, WasiFunctions wasi, String path) {
        Device device = ALL.get(path);
        try (Loan loan = Loan.of(caller, 2 * Long.BYTES)) {
            int answer = loan.place(Integer.BYTES);
            if (device.function().equals(DEVICE)) {
                wasi.call(caller, DEVICE, device.argument(), answer);
            } else {
                wasi.call(caller, DUPLICATE, device.argument(), 0, answer);
            }
            return loan.readInt(answer);
        }
    }
}
