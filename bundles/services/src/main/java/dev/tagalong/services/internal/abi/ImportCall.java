package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.type.ExternalType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Calls of a Java method by modules with values that take memory. What the result takes is made with the module's allocator, and the
 * module's to free. Safe for any thread.
 */
record ImportCall(Signature signature, boolean takesCaller, boolean parametersInMemory, MethodHandle java) {

    /** {@link #invoke}. */
    static final MethodHandle INVOKE;

    static {
        try {
            INVOKE = MethodHandles.lookup()
                    .findVirtual(
                            ImportCall.class,
                            "invoke",
                            MethodType.methodType(long.class, Instance.class, long[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long invoke(Instance caller, long[] flat) throws Throwable {
        boolean memory = caller.module().exports().stream().anyMatch(e -> e.type() instanceof ExternalType.Memory);
        Memory its = memory ? caller.memory() : caller.leader().memory();
        Guest guest = new Guest(its, caller.attachment(Allocator.class, () -> Allocator.of(caller.leader())));
        Object result = java.invokeExact(arguments(guest, caller, flat));
        Shape shape = signature.result();
        if (shape == null) {
            return 0;
        }
        try {
            if (signature.resultInMemory()) {
                int address = (int) flat[flat.length - 1];
                guest.claim(address, shape.size(), shape.alignment());
                shape.store(guest, address, result);
                return 0;
            }
            long[] raw = new long[1];
            shape.lower(guest, result, new Flat(raw));
            return raw[0];
        } catch (AbiException e) {
            throw signature.in("result", e);
        }
    }

    private Object[] arguments(Guest guest, Instance caller, long[] flat) {
        Layout parameters = signature.parameters();
        int first = takesCaller ? 1 : 0;
        Object[] arguments = new Object[parameters.count() + first];
        if (takesCaller) {
            arguments[0] = caller;
        }
        Flat from = new Flat(flat);
        for (int i = 0; i < parameters.count(); i++) {
            Shape shape = parameters.field(i);
            try {
                if (parametersInMemory) {
                    int address = (int) flat[0] + parameters.offset(i);
                    guest.claim(address, shape.size(), shape.alignment());
                    arguments[first + i] = shape.load(guest, address);
                } else {
                    arguments[first + i] = shape.lift(guest, from);
                }
            } catch (AbiException e) {
                throw signature.in(signature.names().get(i), e);
            }
        }
        return arguments;
    }
}
