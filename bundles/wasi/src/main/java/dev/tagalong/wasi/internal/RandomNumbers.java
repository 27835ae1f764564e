package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import java.security.SecureRandom;

/** {@code random_get}: bytes fit for keys. */
public final class RandomNumbers {

    private static final int CHUNK = 8192;

    private final SecureRandom source = new SecureRandom();

    /** Adds the function. */
    public void register(FunctionTable table) {
        table.add(this, "random_get");
    }

    void randomGet(Instance caller, int buffer, int length) {
        GuestMemory memory = GuestMemory.of(caller);
        long left = Integer.toUnsignedLong(length);
        memory.require(buffer, left);
        int pointer = buffer;
        byte[] chunk = new byte[(int) Math.min(left, CHUNK)];
        while (left > 0) {
            if (left < chunk.length) {
                chunk = new byte[(int) left];
            }
            source.nextBytes(chunk);
            memory.write(pointer, chunk);
            pointer += chunk.length;
            left -= chunk.length;
            caller.checkpoint();
        }
    }
}
