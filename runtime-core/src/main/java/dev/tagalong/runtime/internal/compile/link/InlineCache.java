package dev.tagalong.runtime.internal.compile.link;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.internal.call.HostCode;
import dev.tagalong.runtime.internal.call.IndirectCalls;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * The inline cache of one call site: a chain of comparisons of the callee's code with codes seen before, each followed by
 * a direct call, which the JIT compiler can inline. It remembers codes and not instances, so that many instances of one
 * module count as one. The type of a remembered code was checked when it was remembered. Past {@link #MOST} codes the
 * site checks each callee's type and calls through its entry.
 *
 * <p>A code that goes away resets the sites that remember it, see {@link Code#dropDependents}.
 */
final class InlineCache extends MutableCallSite implements Code.Dependent {

    /** The most codes that a site remembers. */
    static final int MOST = 4;

    private static final MethodHandle MISS;
    private static final MethodHandle IS;
    private static final MethodHandle CHECKED_ENTRY;
    private static final MethodHandle CHECKED_CALL;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MISS = lookup.findVirtual(InlineCache.class, "miss", methodType(MethodHandle.class, FunctionImpl.class));
            IS = lookup.findStatic(InlineCache.class, "is", methodType(boolean.class, Code.class, FunctionImpl.class));
            CHECKED_ENTRY = lookup.findVirtual(
                    InlineCache.class, "checkedEntry", methodType(MethodHandle.class, FunctionImpl.class));
            CHECKED_CALL = lookup.findVirtual(
                    InlineCache.class, "checkedCall", methodType(MethodHandle.class, FunctionImpl.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final FunctionType expected;
    private final MethodHandle unlinked;
    private int remembered;

    InlineCache(MethodType shape, FunctionType expected) {
        super(shape);
        this.expected = expected;
        this.unlinked = viaHandle(MISS.bindTo(this), shape);
        setTarget(unlinked);
    }

    /** Asks {@code choose} with the function object for a handle of the site's shape, and calls that. */
    private static MethodHandle viaHandle(MethodHandle choose, MethodType shape) {
        int arguments = shape.parameterCount() - 3;
        MethodHandle chosen =
                MethodHandles.dropArguments(choose, 0, shape.parameterList().subList(0, arguments));
        return MethodHandles.foldArguments(MethodHandles.exactInvoker(shape), chosen);
    }

    /** The site has not seen this function's code: remembers it, or gives up remembering. */
    private MethodHandle miss(FunctionImpl function) {
        IndirectCalls.check(function, expected);
        Code code = function.code;
        MethodHandle direct = direct(code);
        code.addDependent(this);
        synchronized (this) {
            if (remembered++ < MOST) {
                MethodHandle test = MethodHandles.dropArguments(
                        IS.bindTo(code), 0, type().parameterList().subList(0, type().parameterCount() - 3));
                setTarget(MethodHandles.guardWithTest(test, direct, getTarget()));
            } else {
                setTarget(megamorphic());
            }
        }
        return direct;
    }

    /** Making one takes thousands of times what calling it takes, and a function type has one shape. */
    private MethodHandle direct(Code code) {
        return code.viaFunction(entry -> CallShapes.of(entry, type(), code instanceof HostCode));
    }

    private static boolean is(Code code, FunctionImpl function) {
        return function.code == code;
    }

    /** Within one instance, the callee's own entry is one jump away; other calls take a longer way. */
    private MethodHandle megamorphic() {
        int arguments = type().parameterCount() - 3;
        var leading = type().parameterList().subList(0, arguments);
        MethodType entryType = type().dropParameterTypes(arguments, arguments + 1);
        MethodHandle invoke =
                MethodHandles.dropArguments(MethodHandles.exactInvoker(entryType), arguments + 1, FunctionImpl.class);
        MethodHandle same = MethodHandles.foldArguments(
                invoke, MethodHandles.dropArguments(CHECKED_ENTRY.bindTo(this), 0, leading));
        return MethodHandles.guardWithTest(
                CallShapes.sameOwnerTest(leading), same, viaHandle(CHECKED_CALL.bindTo(this), type()));
    }

    private MethodHandle checkedEntry(FunctionImpl function) {
        return IndirectCalls.check(function, expected).code.entry();
    }

    private MethodHandle checkedCall(FunctionImpl function) {
        return direct(IndirectCalls.check(function, expected).code);
    }

    @Override
    public synchronized void drop() {
        remembered = 0;
        setTarget(unlinked);
    }
}
