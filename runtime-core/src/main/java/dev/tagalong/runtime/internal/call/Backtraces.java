package dev.tagalong.runtime.internal.call;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.store.TrapPlaces;
import dev.tagalong.runtime.internal.text.FunctionNames;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Traps of compiled code, which leaves bounds checks and divisions by zero to the JVM. What it throws becomes a trap
 * where a call entered from Java or from the interpreter, and the JVM's own stack trace tells which functions were on the
 * way: a class {@link #CLASS_PREFIX} and the function's index, in a class loader whose name stands for the module, and the
 * instruction's number as the line.
 */
public final class Backtraces {

    /** What the names of generated classes begin with. */
    public static final String CLASS_PREFIX = "dev.tagalong.runtime.wasm.F";

    /** What follows the function's index in the name of a class that begins at a loop, whose offset comes next. */
    public static final char LOOP_MARK = 'L';

    /** The interpreter's loop: it adds the frames of its run itself, between the compiled ones inside and outside of it. */
    private static final String INTERPRETER = "dev.tagalong.runtime.internal.interpret.Interpreter";

    private static final String LOOP = "loop";

    /** The line of a generated method that is only the way to another one of the same function. */
    public static final int NO_FRAME = 0xFFFF;

    /** Generated code calls it. */
    private static final String NULL_CHECK = "java.util.Objects";

    /** What the names of classes of the engine and of generated ones begin with. */
    private static final String ENGINE = "dev.tagalong.runtime.";

    /** HotSpot leaves out where it happens. */
    private static final String NOT_TOLD = "where, HotSpot tells only with -XX:-OmitStackTraceInFastThrow";

    private static final int NO_LINE = Integer.MIN_VALUE;

    private static final Map<String, NamedModule> MODULES = new ConcurrentHashMap<>();
    private static final ReferenceQueue<WasmModule> GONE = new ReferenceQueue<>();
    private static final AtomicLong SERIAL = new AtomicLong();

    /** A module that nobody is to be kept from giving up, and the name that goes with it. */
    private static final class NamedModule extends WeakReference<WasmModule> {
        final String name;

        NamedModule(String name, WasmModule module) {
            super(module, GONE);
            this.name = name;
        }
    }

    private Backtraces() {}

    /** A class loader name that stands for a module for as long as somebody holds the module. */
    public static String loaderName(WasmModule module) {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            MODULES.remove(((NamedModule) gone).name);
        }
        String name = "wasm-" + SERIAL.incrementAndGet();
        MODULES.put(name, new NamedModule(name, module));
        return name;
    }

    /**
     * What a call throws where it enters from Java or from the interpreter: a trap with the compiled frames up to here, or
     * the throwable itself if it is none of the engine's.
     *
     * @param places where others came from that left compiled code by the same way
     */
    public static Throwable translate(Throwable thrown, Supplier<TrapPlaces> places) {
        if (thrown instanceof Trap trap) {
            addFrames(trap);
            return trap;
        }
        if (thrown instanceof ExceptionImpl) {
            return thrown;
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        if (trace.length == 0 && thrown instanceof RuntimeException) {
            return withoutTrace(thrown, places.get().known(thrown.getClass()));
        }
        Trap trap = JvmExceptions.trap(thrown, place(trace), null);
        if (trap == null) {
            return thrown;
        }
        StackTraceElement[] inside = inside(trace);
        if (inside.length > 0) {
            places.get().remember(thrown.getClass(), inside);
        }
        // One trace is counted in from now on, wherever the trap passes.
        trap.setStackTrace(trace);
        addFrames(trap);
        return trap;
    }

    /** The trap of an exception of which nothing is known but where others like it came from. */
    private static Throwable withoutTrace(Throwable thrown, List<StackTraceElement[]> known) {
        boolean clear = known.size() == 1;
        StackTraceElement[] inside = clear ? known.get(0) : new StackTraceElement[0];
        Trap trap = JvmExceptions.trap(thrown, place(inside), clear ? null : NOT_TOLD);
        if (trap == null) {
            return thrown;
        }
        StackTraceElement[] outside = trap.getStackTrace();
        StackTraceElement[] whole = Arrays.copyOf(inside, inside.length + outside.length);
        System.arraycopy(outside, 0, whole, inside.length, outside.length);
        trap.setStackTrace(whole);
        addFrames(trap);
        return trap;
    }

    /** What of a stack trace is compiled code and what that has called, from the innermost compiled frame on. */
    private static StackTraceElement[] inside(StackTraceElement[] trace) {
        int from = 0;
        while (from < trace.length && !trace[from].getClassName().startsWith(CLASS_PREFIX)) {
            from++;
        }
        int to = from;
        while (to < trace.length && trace[to].getClassName().startsWith(ENGINE) && !isLoop(trace[to])) {
            to++;
        }
        return Arrays.copyOfRange(trace, from, to);
    }

    /** A trap passes a place where a call entered from Java or from the interpreter. */
    public static void passed(Trap trap) {
        addFrames(trap);
    }

    /** The interpreter has added the frames of a run, the next outer one: a trap's Java frames up to it are done with. */
    public static void interpreted(Trap trap) {
        StackTraceElement[] trace = trap.getStackTrace();
        int i = trap.javaFramesSeen();
        while (i < trace.length && !isLoop(trace[i])) {
            i++;
        }
        trap.javaFramesSeen(Math.min(i + 1, trace.length));
    }

    private static boolean isLoop(StackTraceElement element) {
        return element.getMethodName().equals(LOOP) && element.getClassName().equals(INTERPRETER);
    }

    /** The instruction that generated code threw an exception at; {@code null} if it came from elsewhere. */
    private static Opcode place(StackTraceElement[] trace) {
        int i = trace.length > 0 && trace[0].getClassName().equals(NULL_CHECK) ? 1 : 0;
        if (i >= trace.length || !trace[i].getClassName().startsWith(CLASS_PREFIX)) {
            return null;
        }
        WasmModule module = module(trace[i]);
        int ordinal = trace[i].getLineNumber();
        if (module == null || ordinal <= 0 || ordinal == NO_FRAME) {
            return null;
        }
        String key = trace[i].getClassName().substring(CLASS_PREFIX.length());
        int loop = key.indexOf(LOOP_MARK);
        return at(module, Integer.parseInt(loop < 0 ? key : key.substring(0, loop)), ordinal)
                .opcode();
    }

    private static void addFrames(Trap trap) {
        StackTraceElement[] trace = trap.getStackTrace();
        int i = trap.javaFramesSeen();
        int line = NO_LINE;
        for (; i < trace.length && !isLoop(trace[i]); i++) {
            // Without a file it is compiled code's way to an interpreted function, which has added its frame.
            if (trace[i].getClassName().startsWith(CLASS_PREFIX)
                    && trace[i].getFileName() != null
                    && trace[i].getLineNumber() != NO_FRAME) {
                // The innermost part of a function that was cut knows the place; the whole one's frame stands for all.
                line = line == NO_LINE ? trace[i].getLineNumber() : line;
                if (trace[i].getMethodName().indexOf('$') < 0) {
                    if (trace[i].getClassName().indexOf(LOOP_MARK, CLASS_PREFIX.length()) < 0) {
                        trap.addFrame(frame(trace[i], line));
                    }
                    // Else it was entered from the interpreter, which adds the function's frame.
                    line = NO_LINE;
                }
            }
        }
        trap.javaFramesSeen(i);
    }

    private static Trap.Frame frame(StackTraceElement element, int line) {
        WasmModule module = module(element);
        String key = element.getClassName().substring(CLASS_PREFIX.length());
        int index = Integer.parseInt(key);
        if (module == null) {
            return new Trap.Frame(element.getFileName(), index, null, -1);
        }
        return new Trap.Frame(module.name(), index, FunctionNames.find(module, index), offset(module, index, line));
    }

    private static WasmModule module(StackTraceElement element) {
        NamedModule reference = MODULES.get(String.valueOf(element.getClassLoaderName()));
        return reference == null ? null : reference.get();
    }

    private static long offset(WasmModule module, int function, int ordinal) {
        if (ordinal <= 0) {
            return -1;
        }
        return at(module, function, ordinal).offset();
    }

    /** An instruction of a function by its number. */
    private static Place at(WasmModule module, int function, int ordinal) {
        FunctionBody body = module.bodies().get(function - module.importedFunctions());
        InstructionReader reader = new InstructionReader(module.binary(), body.from(), body.to());
        Opcode opcode = null;
        for (int i = 0; i < ordinal && reader.hasNext(); i++) {
            opcode = reader.next();
        }
        return new Place(opcode, reader.offset);
    }

    record Place(Opcode opcode, int offset) {}
}
