package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Calls of an export with values that take memory: arguments are written, the function is called, the result is read, and what the
 * call took is given back, all without anybody else in the instance. After a trap nothing is given back: who knows what the
 * memory is like. Safe for any thread.
 */
record ExportCall(
        Instance instance,
        Memory memory,
        Allocator allocator,
        Signature signature,
        boolean parametersInMemory,
        MethodHandle core,
        MethodHandle post) {

    /** {@link #invoke}. */
    static final MethodHandle INVOKE;

    static {
        try {
            INVOKE = MethodHandles.lookup()
                    .findVirtual(ExportCall.class, "invoke", MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Object invoke(Object[] arguments) {
        return instance.exclusively(() -> run(arguments));
    }

    private Object run(Object[] arguments) {
        Guest guest = new Guest(memory, allocator);
        long[] flat = parametersInMemory ? inMemory(guest, arguments) : flat(guest, arguments);
        long raw = call(core, flat);
        Object result = result(guest, raw);
        if (post != null) {
            call(post, new long[] {raw});
        }
        guest.free();
        return result;
    }

    private long[] flat(Guest guest, Object[] arguments) {
        Layout parameters = signature.parameters();
        long[] values = new long[parameters.flat().size()];
        Flat to = new Flat(values);
        for (int i = 0; i < arguments.length; i++) {
            try {
                parameters.field(i).lower(guest, arguments[i], to);
            } catch (AbiException e) {
                throw refused(guest, i, e);
            }
        }
        return values;
    }

    private long[] inMemory(Guest guest, Object[] arguments) {
        Layout parameters = signature.parameters();
        int address = guest.allocate(parameters.size(), parameters.alignment());
        for (int i = 0; i < arguments.length; i++) {
            try {
                parameters.field(i).store(guest, address + parameters.offset(i), arguments[i]);
            } catch (AbiException e) {
                throw refused(guest, i, e);
            }
        }
        return new long[] {Integer.toUnsignedLong(address)};
    }

    private AbiException refused(Guest guest, int parameter, AbiException e) {
        guest.free();
        return signature.in(signature.names().get(parameter), e);
    }

    private Object result(Guest guest, long raw) {
        Shape shape = signature.result();
        if (shape == null) {
            return null;
        }
        try {
            if (!signature.resultInMemory()) {
                return shape.lift(guest, new Flat(new long[] {raw}));
            }
            guest.claim((int) raw, shape.size(), shape.alignment());
            return shape.load(guest, (int) raw);
        } catch (AbiException e) {
            throw signature.in("result", e);
        }
    }

    private static long call(MethodHandle handle, long[] flat) {
        try {
            return (long) handle.invokeExact(flat);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("functions throw nothing else", e);
        }
    }
}
