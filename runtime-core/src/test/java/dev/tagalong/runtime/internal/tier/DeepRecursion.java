package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.FutureTask;

/**
 * Two instances that call each other until the stack is full, one by an import, the other through a table; each calls the
 * host. For {@link FullStackTest}, which loads it by another class loader.
 */
public final class DeepRecursion implements java.util.function.Function<String, String> {

    static final String THREAD = "deep recursion";

    private static final long STACK_BYTES = 400_000;

    /** What Java calls. */
    public static void host() {}

    @Override
    public String apply(String tier) {
        try (Engine engine = Tiers.engine(Tier.valueOf(tier))) {
            Function bounce = bounce(engine);
            if (!Integer.valueOf(10).equals(bounce.call(10))) {
                throw new IllegalStateException("it does not count");
            }
            FutureTask<String> task = new FutureTask<>(() -> deep(bounce));
            Thread thread = new Thread(null, task, THREAD, STACK_BYTES);
            thread.start();
            return task.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String deep(Function bounce) {
        try {
            return String.valueOf(bounce.call(-1));
        } catch (Trap trap) {
            return trap.kind().name();
        }
    }

    private static Function bounce(Engine engine) throws ReflectiveOperationException {
        HostFunction host = HostFunction.of(
                MethodHandles.lookup().findStatic(DeepRecursion.class, "host", MethodType.methodType(void.class)));
        Imports imports = Imports.builder()
                .add("env", "host", engine.function("host", host))
                .build();
        Program program = new Program();
        program.importFunction("env", "host", ":");
        int type = program.type("i:i");
        program.function("bounce", "i:i", "", once(bytes(i32(0), CALL_INDIRECT, type, 0)));
        program.table(1);
        Instance first = instance(engine, "first", program, imports);
        program = new Program();
        program.importFunction("env", "host", ":");
        int other = program.importFunction("env", "other", "i:i");
        program.function("bounce", "i:i", "", once(bytes(CALL, other)));
        imports = Imports.builder()
                .add("env", "host", engine.function("host", host))
                .add("env", "other", first.function("bounce"))
                .build();
        Instance second = instance(engine, "second", program, imports);
        ((Table) first.export("table0")).set(0, second.function("bounce"));
        return first.function("bounce");
    }

    /** {@code f(n) = n == 0 ? 0 : call(n - 1) + 1}. */
    private static byte[] once(byte[] call) {
        byte[] more = bytes(CALL, 0, get(0), i32(1), I32_SUB, call, i32(1), I32_ADD);
        return bytes(get(0), I32_EQZ, IF, I32, i32(0), ELSE, more, END);
    }

    private static Instance instance(Engine engine, String name, Program program, Imports imports) {
        InstanceLimits limits = InstanceLimits.DEFAULT.withCallDepth(1_000_000);
        return engine.instantiate(
                engine.load(name, program.binary()),
                imports,
                InstanceOptions.named(name).withLimits(limits));
    }
}
