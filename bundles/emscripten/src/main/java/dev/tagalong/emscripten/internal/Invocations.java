package dev.tagalong.emscripten.internal;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * {@code invoke_} and a signature: calls a function pointer, and catches a jump or an exception of C++. Then the stack is what it was, the result
 * is 0, and {@code setThrew} tells the code that it was one.
 */
public final class Invocations {

    private static final String PREFIX = "invoke_";

    /** A method handle takes no more than 255 arguments, of which an i64 and an f64 are two; and some are ours. */
    private static final int MOST_PARAMETERS = 100;

    private static final MethodHandle CALLEE;
    private static final MethodHandle SAVE_STACK;
    private static final MethodHandle JUMPED;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            CALLEE = lookup.findStatic(
                    Invocations.class,
                    "callee",
                    methodType(MethodHandle.class, FunctionType.class, Instance.class, int.class));
            SAVE_STACK = lookup.findStatic(Invocations.class, "saveStack", methodType(int.class, Instance.class));
            JUMPED = lookup.findStatic(
                    Invocations.class, "jumped", methodType(void.class, Trap.class, int.class, Instance.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Invocations() {}

    /** The function of a name, or {@code null} if it is none of these. */
    public static HostFunction of(String name) {
        MethodType shape = name.startsWith(PREFIX) ? shape(name.substring(PREFIX.length())) : null;
        return shape == null ? null : HostFunction.of(invocation(shape));
    }

    /** The type that a signature stands for, or {@code null} if it is none. */
    static MethodType shape(String signature) {
        if (signature.isEmpty() || signature.length() > MOST_PARAMETERS + 1) {
            return null;
        }
        Class<?> result = signature.charAt(0) == 'v' ? void.class : type(signature.charAt(0));
        Class<?>[] parameters =
                signature.substring(1).chars().mapToObj(c -> type((char) c)).toArray(Class<?>[]::new);
        for (Class<?> parameter : parameters) {
            if (parameter == null) {
                return null;
            }
        }
        return result == null ? null : methodType(result, parameters);
    }

    private static Class<?> type(char letter) {
        return switch (letter) {
            case 'i', 'p' -> int.class;
            case 'j' -> long.class;
            case 'f' -> float.class;
            case 'd' -> double.class;
            default -> null;
        };
    }

    /** Takes the calling instance, the pointer, and what the function takes. */
    private static MethodHandle invocation(MethodType shape) {
        FunctionType type = HostFunction.of(MethodHandles.empty(shape)).type();
        MethodHandle call = MethodHandles.collectArguments(
                MethodHandles.exactInvoker(shape), 0, MethodHandles.insertArguments(CALLEE, 0, type));
        MethodHandle noted = MethodHandles.filterReturnValue(JUMPED, MethodHandles.zero(shape.returnType()));
        MethodHandle guarded =
                MethodHandles.catchException(MethodHandles.dropArguments(call, 0, int.class), Trap.class, noted);
        return MethodHandles.foldArguments(guarded, SAVE_STACK);
    }

    private static int saveStack(Instance caller) {
        return Runtime.of(caller).saveStack();
    }

    private static MethodHandle callee(FunctionType expected, Instance caller, int pointer) {
        Function function = caller.callee(pointer);
        if (function.type() != expected) {
            throw new Trap(
                    TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
                    "the call expects " + expected + ", " + function.name() + " is " + function.type());
        }
        return function.handle();
    }

    private static void jumped(Trap trap, int stack, Instance caller) {
        if (trap.getCause() != LongJump.INSTANCE && !(trap.getCause() instanceof ThrownException)) {
            throw trap;
        }
        Runtime runtime = Runtime.of(caller);
        runtime.restoreStack(stack);
        runtime.setThrew(1, 0);
    }
}
