package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.call.IndirectCalls;
import dev.tagalong.runtime.internal.call.TrapPath;
import dev.tagalong.runtime.internal.semantics.Conversions;
import dev.tagalong.runtime.internal.semantics.FloatOps;
import dev.tagalong.runtime.internal.semantics.Int32Ops;
import dev.tagalong.runtime.internal.semantics.Int64Ops;
import java.lang.invoke.MethodHandles;

/**
 * What the loop needs to be compiled once and for all. HotSpot compiles a call of a class that is not initialized, or of a
 * method handle that is not linked, as a way back to its own interpreter, and gives the whole loop up when a program first
 * comes there; compiling it again takes a second or more. And it inlines nothing that was never called. So all this is
 * done before the loop first runs.
 */
final class Linking {

    /** HotSpot's {@code MinInliningThreshold}, which it says to be 250, and some more. */
    private static final int CALLS = 300;

    private Linking() {}

    /** Initializes the classes that the loop calls, and calls what it should have inlined. */
    static void prepare() {
        TrapPath.initialize(
                MethodHandles.lookup(),
                Calls.class,
                ColdOps.class,
                FarMemory.class,
                Frames.class,
                IndirectCalls.class,
                Loops.class,
                Numerics.class,
                Selection.class,
                FloatOps.class,
                Conversions.class);
        byte[] memory = new byte[Long.BYTES];
        for (int i = 0; i < CALLS; i++) {
            use(memory, i, i | 1);
        }
    }

    private static void use(byte[] memory, int x, int y) {
        MemoryAccess.set16(memory, 0, (short) x);
        MemoryAccess.set32(memory, 0, MemoryAccess.get16(memory, 0));
        MemoryAccess.set64(memory, 0, MemoryAccess.get32(memory, 0));
        long wide = MemoryAccess.get64(memory, 0);
        Int32Ops.i32_div_s(x, y);
        Int32Ops.i32_div_u(x, y);
        Int32Ops.i32_rem_s(x, y);
        Int32Ops.i32_rem_u(x, y);
        Int64Ops.i64_div_s(wide, y);
        Int64Ops.i64_div_u(wide, y);
        Int64Ops.i64_rem_s(wide, y);
        Int64Ops.i64_rem_u(wide, y);
    }
}
