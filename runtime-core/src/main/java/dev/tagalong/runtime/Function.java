package dev.tagalong.runtime;

import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;

/**
 * A function object: what an export is, a table holds and an import binds to. It has code, a canonical type and, unless
 * it is the host's, an owning instance.
 *
 * <p>Function objects are safe for any thread; a call from a thread waits while another thread runs the owning instance.
 */
public interface Function extends ExternalValue {

    /** The canonical type; two functions have the same type if these are the same object. */
    FunctionType type();

    /** The instance that the function runs in, or {@code null} for a host function. */
    Instance owner();

    /** The name for people: from the {@code name} section, an export or the import it came from, or its index. */
    String name();

    /**
     * Whether the function may be called: it may until its owner is {@link Instance#close() closed}.
     */
    boolean live();

    /**
     * The function as a method handle of exactly {@link JavaTypes#of(FunctionType)}, for {@code invokeExact}; no
     * argument or result is boxed, unless there are several results. Calls end normally or with a {@link Trap}; what a
     * host function throws on the way arrives as the cause of a trap, except for {@link WasmExit}.
     */
    MethodHandle handle();

    /**
     * Calls the function with boxed values; for tools and tests.
     *
     * @return {@code null}, the one result boxed, or an {@code Object[]} of several
     * @throws IllegalArgumentException if the arguments do not fit the type
     * @throws Trap if the computation traps
     */
    Object call(Object... arguments);
}
