package dev.tagalong.runtime;

import dev.tagalong.runtime.text.PlainText;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A computation that was abandoned (specification, section 4.2.1).
 *
 * <p>The message begins with the kind's wording. {@link #backtrace()} has the WebAssembly frames that were unwound,
 * innermost first, over all instances that took part.
 *
 * <p>Where a trap leaves a call from Java, the stack pointer of C's code, {@code __stack_pointer}, is put back to what it was when
 * that call began, in each instance that the call was in. All else that was changed stays so.
 *
 * <p>A trap can be serialized, as happens when a service is called from another machine: it arrives with its kind, message and
 * backtrace. Of its causes their texts and stack traces arrive, as their classes need not be known there.
 */
public final class Trap extends EngineException {

    /** The most frames a backtrace keeps; of a deeper stack the outermost frames are left out. */
    public static final int MAX_FRAMES = 64;

    /** The most causes of causes that cross; two exceptions may even be each other's. */
    private static final int MAX_CAUSES = 8;

    /**
     * A frame of the backtrace.
     *
     * @param module the module's name
     * @param functionIndex the index in the module's function index space
     * @param functionName the name, made {@link PlainText plain}, from the {@code name} section or an export, or {@code null}
     * @param offset the offset in bytes, from the start of the binary, of the instruction; -1 if not known
     */
    public record Frame(String module, int functionIndex, String functionName, long offset) implements Serializable {

        /** Such as {@code app.wasm!test_func (func 3, offset 0x5c)}. */
        @Override
        public String toString() {
            String name = functionName == null ? "func[" + functionIndex + "]" : functionName;
            String at = offset < 0 ? "" : ", offset 0x" + Long.toHexString(offset);
            return PlainText.of(module + "!" + name) + " (func " + functionIndex + at + ")";
        }
    }

    @Serial
    private static final long serialVersionUID = 1;

    private final TrapKind kind;
    private final transient List<Frame> frames = new ArrayList<>();
    private int javaFramesSeen;

    /** A trap with the kind's own wording. */
    public Trap(TrapKind kind) {
        this(kind, null, null);
    }

    /** A trap whose message is the kind's wording, a colon and {@code detail}. */
    public Trap(TrapKind kind, String detail) {
        this(kind, detail, null);
    }

    /** A trap with a cause, such as a host function's exception. */
    public Trap(TrapKind kind, String detail, Throwable cause) {
        super(detail == null ? kind.message() : kind.message() + ": " + detail, cause, true);
        this.kind = kind;
    }

    private Trap(Transfer arrived) {
        super(arrived.message, arrived.cause, true);
        this.kind = arrived.kind;
        frames.addAll(List.of(arrived.frames));
        setStackTrace(arrived.stackTrace);
    }

    /** Why the computation was abandoned. */
    public TrapKind kind() {
        return kind;
    }

    /** The WebAssembly frames unwound so far, innermost first, {@link #MAX_FRAMES} at most. */
    public List<Frame> backtrace() {
        synchronized (frames) {
            return Collections.unmodifiableList(new ArrayList<>(frames));
        }
    }

    /** Adds the next outer frame: called by the engine while the trap unwinds. */
    public void addFrame(Frame frame) {
        synchronized (frames) {
            if (frames.size() < MAX_FRAMES) {
                frames.add(frame);
            }
        }
    }

    /** How much of a Java stack trace has been turned into frames; for the engine. */
    public int javaFramesSeen() {
        return javaFramesSeen;
    }

    /** Notes how much of a Java stack trace has been turned into frames; for the engine. */
    public void javaFramesSeen(int count) {
        javaFramesSeen = count;
    }

    /** The message and the backtrace, a frame a line. */
    public String describe() {
        StringBuilder text = new StringBuilder(getMessage());
        for (Frame frame : backtrace()) {
            text.append(System.lineSeparator()).append("    at ").append(frame);
        }
        return text.toString();
    }

    @Serial
    private Object writeReplace() {
        return new Transfer(
                kind,
                getMessage(),
                backtrace().toArray(Frame[]::new),
                getStackTrace(),
                getCause() == null ? null : text(getCause(), MAX_CAUSES));
    }

    @Serial
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a trap crosses as its parts");
    }

    private static Throwable text(Throwable cause, int depth) {
        Throwable next = cause.getCause();
        RuntimeException text =
                new RuntimeException(cause.toString(), next == null || depth == 1 ? null : text(next, depth - 1));
        text.setStackTrace(cause.getStackTrace());
        return text;
    }

    /** What crosses of a trap: nothing whose class may be missing where it arrives, or that cannot be serialized. */
    private record Transfer(
            TrapKind kind, String message, Frame[] frames, StackTraceElement[] stackTrace, Throwable cause)
            implements Serializable {

        @Serial
        private Object readResolve() {
            return new Trap(this);
        }
    }
}
