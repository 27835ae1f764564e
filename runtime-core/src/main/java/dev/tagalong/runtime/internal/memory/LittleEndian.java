package dev.tagalong.runtime.internal.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in a {@code byte[]}, at any index, as WebAssembly stores them. */
public final class LittleEndian {

    /** 16 bits. */
    public static final VarHandle SHORT = view(short[].class);

    /** 32 bits. */
    public static final VarHandle INT = view(int[].class);

    /** 64 bits. */
    public static final VarHandle LONG = view(long[].class);

    private LittleEndian() {}

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }
}
