package dev.tagalong.runtime;

import java.io.Serial;
import java.util.List;

/**
 * An exception of WebAssembly code (specification, section 4.2.11). It reaches Java where no code that was called catches it;
 * a host function that lets it pass, or throws one of {@link Engine#exception}, lets its caller catch it.
 *
 * <p>It has no Java stack trace, as programs throw exceptions often, and {@link #backtrace()} is known only where they do not. No
 * other exception of a host function, and no trap, can be caught by WebAssembly code.
 *
 * <p>Where it leaves a call from Java, C's stack pointer is put back as {@link Trap} says. A serialized one loses its tag and
 * values, and keeps its message.
 */
public abstract class WasmException extends EngineException {

    @Serial
    private static final long serialVersionUID = 1;

    /** For the engine; Java makes one with {@link Engine#exception}. */
    protected WasmException() {
        super(null, null, false);
    }

    /** What tells exceptions apart; the same object for all modules that share it. */
    public abstract Tag tag();

    /** The values, boxed as the results of {@link Function#call}; not to be changed. */
    public abstract List<Object> arguments();

    /**
     * The WebAssembly frames that were unwound, innermost first, as {@link Trap#backtrace}. It is empty if the exception was not thrown
     * by WebAssembly code, and if the thread had thrown several in the milliseconds before.
     */
    public abstract List<Trap.Frame> backtrace();

    /** What it is, with the tag's name if its module has one, and the backtrace, a frame a line. */
    public abstract String describe();
}
