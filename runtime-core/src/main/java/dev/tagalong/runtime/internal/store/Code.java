package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;

/**
 * What a function does, apart from the instance it does it in: one code serves every instance of a module. Call sites
 * that remember a callee compare codes, not instances.
 *
 * <p>There are two ways in, with one meaning. {@link #call} takes arguments and leaves results on the context's value
 * stack: that is how the interpreter calls, and Java where a type does not fit a Java method. {@link #entry} is typed: that
 * is how compiled code and Java call.
 *
 * <p>Both expect that the context owns the instance, and pass {@code remaining}: the number of calls that may still be
 * nested; a callee that enters with 0 remaining traps. Neither converts exceptions: besides a
 * {@link dev.tagalong.runtime.Trap}, a {@link dev.tagalong.runtime.WasmExit} or an {@link Error} of the JVM, compiled code
 * throws the JVM's own exceptions where an access or a division traps, which {@code call.Backtraces} turns into traps.
 */
public abstract class Code {

    /** The canonical type. */
    public final FunctionType type;

    /** How the type's parameters and results are carried. */
    public final CallShape shape;

    /** Call sites that remember this code, held weakly. */
    private final Set<Dependent> dependents =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile MethodHandle viaFunction;
    private TrapPlaces trapPlaces;

    /** Something that remembers a code and must forget it when the code goes. */
    public interface Dependent {
        /** Forgets all codes. */
        void drop();
    }

    /** Code of a type. */
    protected Code(FunctionType type) {
        this.type = type;
        this.shape = CallShape.of(type);
    }

    /**
     * Calls through the value stack. Arguments are at {@code base} and up, in as many slots as their carriers take;
     * results replace them. Numbers are raw bits in {@link ExecutionContext#stack}, objects are in
     * {@link ExecutionContext#references} at the same index.
     *
     * @param instance the owning instance; for a host function the calling one
     */
    public abstract void call(ExecutionContext context, InstanceImpl instance, int base, int remaining);

    /**
     * As {@link #call}, but where the function ends in a tail call of another instance's function, that call is left to
     * the caller: it is then {@link ExecutionContext#tailCallee}, and its arguments are at {@code base}. So tail calls to
     * and fro between instances need no more than one call's space.
     */
    public void callUpToTail(ExecutionContext context, InstanceImpl instance, int base, int remaining) {
        call(context, instance, base, remaining);
    }

    /**
     * The typed entry: the parameters' erased types (int, long, float, double, Object; two longs for a vector), then
     * {@link InstanceImpl} (the owning instance; for a host function the calling one), then {@code int remaining}. It returns
     * the one result's erased type, or {@code void}; several results, and one vector, are left in {@link ExecutionContext#results} and
     * {@link ExecutionContext#referenceResults} slot by slot, as on the value stack.
     *
     * <p>The handle stays valid when the code behind it is replaced by a faster one, and a JIT compiler can see through
     * it where it is a constant.
     *
     * @throws UnsupportedOperationException if the type has more parameters than a Java method can have
     */
    public abstract MethodHandle entry();

    /**
     * The way in for those who call function objects of many codes.
     *
     * @param make makes it of this code, when it is first asked for; two threads may make two that are alike
     */
    public final MethodHandle viaFunction(UnaryOperator<MethodHandle> make) {
        MethodHandle present = viaFunction;
        if (present == null) {
            present = make.apply(entry());
            viaFunction = present;
        }
        return present;
    }

    /** The same for calls that are always those of one instance; differs only where the code is the host's. */
    public Code calledBy(InstanceImpl caller) {
        return this;
    }

    /** Whether it is JVM bytecode by now. */
    public abstract boolean compiled();

    /** Where the JVM's exceptions came from that left this code to Java. */
    public final synchronized TrapPlaces trapPlaces() {
        if (trapPlaces == null) {
            trapPlaces = new TrapPlaces();
        }
        return trapPlaces;
    }

    /** Takes note of somebody who remembers this code. */
    public final void addDependent(Dependent dependent) {
        dependents.add(dependent);
    }

    /** Makes everybody forget this code: an instance of its module was closed, and perhaps it was the last. */
    final void dropDependents() {
        List<Dependent> all;
        synchronized (dependents) {
            all = List.copyOf(dependents);
            dependents.clear();
        }
        all.forEach(Dependent::drop);
    }
}
