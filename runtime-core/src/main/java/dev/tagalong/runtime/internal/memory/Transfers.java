package dev.tagalong.runtime.internal.memory;

import dev.tagalong.runtime.Memory;

/** Copies between memories of which one is not an array. Bounds are checked by the caller. */
final class Transfers {

    private static final int MOST = 1 << 13;

    private Transfers() {}

    /** Copies from one memory to another. */
    static void copy(Memory source, long from, Memory target, long to, long length) {
        byte[] some = new byte[(int) Math.min(length, MOST)];
        for (long done = 0; done < length; done += some.length) {
            int count = (int) Math.min(length - done, some.length);
            source.read(from + done, some, 0, count);
            target.write(to + done, some, 0, count);
        }
    }
}
