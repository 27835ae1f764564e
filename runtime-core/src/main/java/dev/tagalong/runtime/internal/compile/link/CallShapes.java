package dev.tagalong.runtime.internal.compile.link;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** Shapes of calls through function objects: (arguments, function, calling instance, remaining). */
final class CallShapes {

    private static final MethodHandle OWNER;
    private static final MethodHandle REMAINING;
    private static final MethodHandle SAME_OWNER;
    private static final MethodHandle ENTER;
    private static final MethodHandle LEAVE;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            OWNER = lookup.findGetter(FunctionImpl.class, "owner", InstanceImpl.class);
            REMAINING = lookup.findStatic(
                    CallShapes.class, "remaining", methodType(int.class, FunctionImpl.class, int.class));
            SAME_OWNER = lookup.findStatic(
                    CallShapes.class, "sameOwner", methodType(boolean.class, FunctionImpl.class, InstanceImpl.class));
            ENTER = lookup.findStatic(
                    CallShapes.class, "enter", methodType(void.class, FunctionImpl.class, InstanceImpl.class));
            LEAVE = lookup.findStatic(
                    CallShapes.class,
                    "leave",
                    methodType(void.class, Throwable.class, FunctionImpl.class, InstanceImpl.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private CallShapes() {}

    /** A call of {@code entry}, whoever owns the function. */
    static MethodHandle of(MethodHandle entry, MethodType shape, boolean host) {
        int arguments = shape.parameterCount() - 3;
        MethodHandle same = MethodHandles.dropArguments(entry, arguments, FunctionImpl.class);
        if (host) {
            return same;
        }
        MethodHandle test = sameOwnerTest(shape.parameterList().subList(0, arguments));
        return MethodHandles.guardWithTest(test, same, crossing(entry, shape, arguments));
    }

    /** Whether the caller owns the function: the test of a {@code guardWithTest} in the shape of a call. */
    static MethodHandle sameOwnerTest(List<Class<?>> arguments) {
        return MethodHandles.dropArguments(SAME_OWNER, 0, arguments);
    }

    /** A call into another instance: enters it, calls, and leaves it however that ends. */
    private static MethodHandle crossing(MethodHandle entry, MethodType shape, int arguments) {
        MethodHandle limited = MethodHandles.collectArguments(entry, arguments + 1, REMAINING);
        MethodHandle owned = MethodHandles.filterArguments(limited, arguments, OWNER);
        int[] order = new int[arguments + 3];
        for (int i = 0; i < arguments; i++) {
            order[i] = i;
        }
        order[arguments] = arguments;
        order[arguments + 1] = arguments;
        order[arguments + 2] = arguments + 2;
        MethodHandle body = MethodHandles.permuteArguments(owned, shape, order);
        var leading = shape.parameterList().subList(0, arguments);
        MethodHandle cleanup = MethodHandles.dropArguments(LEAVE, 1, leading);
        if (shape.returnType() != void.class) {
            MethodHandle answer =
                    MethodHandles.dropArguments(MethodHandles.identity(shape.returnType()), 0, Throwable.class);
            answer =
                    MethodHandles.dropArguments(answer, 2, shape.parameterList().subList(0, arguments + 2));
            MethodHandle leave = MethodHandles.dropArguments(cleanup, 1, shape.returnType());
            cleanup = MethodHandles.foldArguments(answer, leave);
        }
        MethodHandle guarded = MethodHandles.tryFinally(body, cleanup);
        return MethodHandles.foldArguments(guarded, MethodHandles.dropArguments(ENTER, 0, leading));
    }

    static boolean sameOwner(FunctionImpl function, InstanceImpl self) {
        return function.owner == self;
    }

    static int remaining(FunctionImpl function, int remaining) {
        return Math.min(remaining, function.owner.callDepth);
    }

    static void enter(FunctionImpl function, InstanceImpl self) {
        Calls.enter(self.owner, function.owner);
    }

    static void leave(Throwable thrown, FunctionImpl function, InstanceImpl self) {
        Calls.leave(self.owner, function.owner, thrown);
    }
}
