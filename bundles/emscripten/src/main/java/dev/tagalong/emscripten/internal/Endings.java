package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProgramThreads;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import java.nio.charset.StandardCharsets;

/** How a program ends itself: it exits, or it finds that something is wrong, which is a trap. */
public final class Endings {

    /** What is read of a text that a program passes. */
    private static final int LONGEST_TEXT = 1000;

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "abort", "abort", "_abort_js", "__abort_js")
                .older(this, "abortWithMessage", "abort")
                .older(this, "abortInFile", "abort")
                .older(this, "abortAtLine", "abort")
                .older(this, "abortAt", "abort")
                .add(this, "assertFail", "__assert_fail")
                .add(this, "end", "exit", "_exit", "_Exit", "emscripten_force_exit", "__wasi_proc_exit")
                .add(this, "keepAliveClear", "_emscripten_runtime_keepalive_clear")
                .add(this, "stackOverflow", "__handle_stack_overflow")
                .add(this, "segmentationFault", "segfault")
                .add(this, "alignmentFault", "alignfault");
    }

    void abort() {
        throw new Trap(TrapKind.HOST_ERROR, "the program called abort()");
    }

    void abortWithMessage(Instance caller, int message) {
        throw aborted(AssemblyScriptText.read(caller, message), "");
    }

    void abortInFile(Instance caller, int message, int file) {
        throw aborted(AssemblyScriptText.read(caller, message), AssemblyScriptText.read(caller, file));
    }

    void abortAtLine(Instance caller, int message, int file, int line) {
        abortAt(caller, message, file, line, 0);
    }

    /** AssemblyScript's, as compilers import it that are not told otherwise. */
    void abortAt(Instance caller, int message, int file, int line, int column) {
        throw aborted(
                AssemblyScriptText.read(caller, message),
                AssemblyScriptText.read(caller, file) + ":" + Integer.toUnsignedString(line)
                        + (column == 0 ? "" : ":" + Integer.toUnsignedString(column)));
    }

    private static Trap aborted(String message, String place) {
        return new Trap(
                TrapKind.HOST_ERROR,
                "the program called abort()" + (message.isEmpty() ? "" : ": " + message)
                        + (place.isEmpty() ? "" : ", at " + place));
    }

    void assertFail(Instance caller, int condition, int file, int line, int function) {
        throw new Trap(
                TrapKind.HOST_ERROR,
                "assertion failed: " + text(caller, condition) + ", at " + text(caller, file) + ":"
                        + Integer.toUnsignedString(line) + (function == 0 ? "" : " in " + text(caller, function)));
    }

    void end(Instance caller, int status) {
        throw exit(caller, status);
    }

    /** Ends the program's other threads; answers what ends the caller. */
    static WasmExit exit(Instance caller, int status) {
        ProgramThreads.of(caller).end(caller, () -> new WasmExit(status));
        return new WasmExit(status);
    }

    /** For an event loop, which the program's end does not wait for. */
    void keepAliveClear() {}

    void stackOverflow(int address) {
        throw new Trap(TrapKind.CALL_STACK_EXHAUSTED, String.format("the stack in memory is full, at 0x%08x", address));
    }

    void segmentationFault() {
        throw new Trap(TrapKind.OUT_OF_BOUNDS_MEMORY, "found by the program's own checks");
    }

    void alignmentFault() {
        throw new Trap(TrapKind.HOST_ERROR, "a misaligned access, found by the program's own checks");
    }

    /** The text at an address as far as there is one: what a failing program passes may be anything. */
    static String text(Instance caller, int address) {
        Memory memory = caller.memory();
        long start = Integer.toUnsignedLong(address);
        if (start == 0 || start >= memory.byteSize()) {
            return String.format("(nothing at 0x%08x)", address);
        }
        byte[] bytes = new byte[(int) Math.min(LONGEST_TEXT, memory.byteSize() - start)];
        memory.read(start, bytes, 0, bytes.length);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
