package dev.tagalong.runtime.internal.call;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.TrapReport;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.store.TrapPlaces;
import dev.tagalong.runtime.internal.text.FunctionNames;
import dev.tagalong.runtime.internal.thread.StackRoom;
import dev.tagalong.runtime.text.PlainText;
import java.lang.invoke.MethodHandles;

/**
 * The classes that what is thrown passes on its way to Java. They are ready before the first program runs: when the stack is
 * full, there is no room to load a class, see {@link StackRoom}.
 */
public final class TrapPath {

    private TrapPath() {}

    /** Loads and initializes them. */
    public static void initialize() {
        initialize(
                MethodHandles.lookup(),
                Backtraces.class,
                Backtraces.Place.class,
                ExceptionImpl.class,
                ExceptionTraces.class,
                FunctionNames.class,
                InstructionReader.class,
                JvmExceptions.class,
                Opcode.class,
                PlainText.class,
                StackRestorer.class,
                StackRoom.class,
                Trap.class,
                Trap.Frame.class,
                TrapCounter.class,
                TrapKind.class,
                TrapPlaces.class,
                TrapReport.class,
                WasmExit.class);
    }

    /** Loads and initializes classes that the package of {@code lookup} sees. */
    public static void initialize(MethodHandles.Lookup lookup, Class<?>... classes) {
        try {
            for (Class<?> one : classes) {
                lookup.ensureInitialized(one);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(lookup + " sees what it names", e);
        }
    }
}
