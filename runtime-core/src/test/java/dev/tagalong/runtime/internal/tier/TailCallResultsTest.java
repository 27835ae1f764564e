package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.testing.Program;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tail calls of functions that have other numbers of results than of parameters: what is passed on is not where results
 * go. Each function ends in a tail call of the next: {@code first}, {@code second}, and one that makes the results.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TailCallResultsTest {

    private static final String ALL = "dev.tagalong.runtime.testing.Contender#all";
    private static final Object THING = "a thing";
    private static final List<String> RESULTS =
            List.of("", "i", "l", "f", "d", "r", "u", "il", "lid", "ridf", "ddrruu", "iiiiiiiiiiiiiiiiiiiil");
    private static final List<String> PARAMETERS = List.of("", "i", "rl", "dflirrii");

    /** Tiered code is replaced after so many calls. */
    private static final int ROUNDS = 700;

    private enum Way {
        DIRECT,
        TABLE
    }

    /** A chain of functions of one module, and what it ends in. */
    private record Chain(String export, String parameters, String results) {}

    static Object thing() {
        return THING;
    }

    private static MethodHandle thingHandle() {
        try {
            return MethodHandles.lookup()
                    .findStatic(TailCallResultsTest.class, "thing", MethodType.methodType(Object.class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object value(char type) {
        return switch (type) {
            case 'i' -> 7;
            case 'l' -> 8L;
            case 'f' -> 9.5f;
            case 'd' -> -10.5;
            default -> type == 'r' ? THING : null;
        };
    }

    private static byte[] constant(char type) {
        return switch (type) {
            case 'i' -> i32(7);
            case 'l' -> i64(8);
            case 'f' -> bytes(0x43, 0, 0, 0x18, 0x41);
            case 'd' -> bytes(0x44, 0, 0, 0, 0, 0, 0, 0x25, 0xC0);
            case 'r' -> bytes(CALL, 0);
            default -> bytes(0xD0, FUNCREF);
        };
    }

    private static byte[] constants(String types) {
        return bytes(types.chars().mapToObj(c -> constant((char) c)).toArray());
    }

    /** The first parameter of the type, or else a constant. */
    private static byte[] results(String parameters, String types) {
        return bytes(types.chars()
                .mapToObj(c -> parameters.indexOf(c) < 0 ? constant((char) c) : get(parameters.indexOf(c)))
                .toArray());
    }

    private static byte[] tailCall(Program program, Way way, int function, String signature) {
        return way == Way.DIRECT
                ? bytes(RETURN_CALL, u32(function))
                : bytes(i32(function), RETURN_CALL_INDIRECT, u32(program.type(signature)), 0);
    }

    private static int end(Program program, String export, String parameters, String results) {
        return program.function(export, parameters + ':' + results, "", results(parameters, results));
    }

    private static int link(Program program, String export, String own, String next, String results, byte[] call) {
        return program.function(export, own + ':' + results, "", constants(next), call);
    }

    private static Program program() {
        Program program = new Program();
        program.importFunction("env", "thing", ":r");
        return program;
    }

    private static Imports.Builder imports(Engine engine) {
        return Imports.builder().add("env", "thing", engine.function("thing", HostFunction.of(thingHandle())));
    }

    private static void check(Instance instance, List<Chain> chains) throws Throwable {
        for (int round = 0; round < 3; round++) {
            for (Chain chain : chains) {
                check(chain, instance.function(chain.export).call(values(chain.parameters)));
            }
        }
        for (Chain hot : List.of(chains.get(0), chains.get(chains.size() / 2), chains.get(chains.size() - 1))) {
            Function function = instance.function(hot.export);
            for (int i = 0; i < ROUNDS; i++) {
                check(hot, function.call(values(hot.parameters)));
                check(hot, function.handle().invokeWithArguments(values(hot.parameters)));
            }
        }
    }

    private static Object[] values(String types) {
        return types.chars().mapToObj(c -> value((char) c)).toArray();
    }

    private static void check(Chain chain, Object result) {
        assertArrayEquals(values(chain.results), results(chain, result), chain::toString);
    }

    private static Object[] results(Chain chain, Object result) {
        return switch (chain.results.length()) {
            case 0 -> new Object[0];
            case 1 -> new Object[] {result};
            default -> (Object[]) result;
        };
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void argumentsReachTheLastFunction(Contender contender) throws Throwable {
        Program program = program();
        List<Chain> chains = new ArrayList<>();
        for (String results : RESULTS) {
            for (String last : PARAMETERS) {
                for (String own : List.of("", "rl")) {
                    for (Way way : Way.values()) {
                        int end = end(program, null, last, results);
                        byte[] toEnd = tailCall(program, way, end, last + ':' + results);
                        int second = link(program, null, own, last, results, toEnd);
                        byte[] toSecond = tailCall(program, way, second, own + ':' + results);
                        String name = "f" + chains.size();
                        link(program, name, last, own, results, toSecond);
                        chains.add(new Chain(name, last, results));
                    }
                }
            }
        }
        program.table(0, allFunctions(chains.size() * 3 + 1));
        try (Engine engine = contender.engine()) {
            check(program.instantiate(engine, imports(engine).build(), InstanceLimits.DEFAULT), chains);
        }
    }

    private static Integer[] allFunctions(int count) {
        Integer[] all = new Integer[count];
        for (int i = 0; i < count; i++) {
            all[i] = i;
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void argumentsReachAnotherInstance(Contender contender) throws Throwable {
        Program there = program();
        Program here = program();
        List<Chain> chains = new ArrayList<>();
        List<String[]> shapes = new ArrayList<>();
        for (String results : RESULTS) {
            for (String last : PARAMETERS) {
                String name = "end" + shapes.size();
                end(there, name, last, results);
                here.importFunction("there", name, last + ':' + results);
                shapes.add(new String[] {last, results});
            }
        }
        for (int i = 0; i < shapes.size(); i++) {
            String last = shapes.get(i)[0];
            String results = shapes.get(i)[1];
            for (String own : PARAMETERS) {
                int second = link(here, null, own, last, results, bytes(RETURN_CALL, u32(i + 1)));
                String name = "f" + chains.size();
                link(here, name, last, own, results, bytes(RETURN_CALL, u32(second)));
                chains.add(new Chain(name, last, results));
            }
        }
        try (Engine engine = contender.engine()) {
            Imports.Builder given = imports(engine);
            given.add("there", there.instantiate(engine, given.build(), InstanceLimits.DEFAULT));
            check(here.instantiate(engine, given.build(), InstanceLimits.DEFAULT), chains);
        }
    }

    static int host() {
        return 7;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aHostFunctionWithoutParametersHasAResult(Contender contender) throws Throwable {
        Program program = program();
        int host = program.importFunction("env", "host", ":i");
        int second = program.function(null, "rl:i", "", RETURN_CALL, u32(host));
        program.function("f", ":i", "", constants("rl"), RETURN_CALL, u32(second));
        program.function("thing", ":r", "", RETURN_CALL, 0);
        MethodHandle handle =
                MethodHandles.lookup().findStatic(TailCallResultsTest.class, "host", MethodType.methodType(int.class));
        try (Engine engine = contender.engine()) {
            Imports given = imports(engine)
                    .add("env", "host", engine.function("host", HostFunction.of(handle)))
                    .build();
            Instance instance = program.instantiate(engine, given, InstanceLimits.DEFAULT);
            check(instance, List.of(new Chain("thing", "", "r"), new Chain("f", "", "i")));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aTrapOfTheLastFunctionLeavesNothing(Contender contender) {
        Program program = new Program();
        int end = program.function(null, "iii:il", "", get(0), get(1), I32_DIV_S, i64(1));
        int second = program.function(null, "l:il", "", i32(6), i32(0), i32(1), RETURN_CALL, u32(end));
        program.function("f", ":il", "", i64(1), RETURN_CALL, u32(second));
        program.function("g", "i:il", "", i32(6), get(0), i32(1), RETURN_CALL, u32(end));
        program.function("plain", ":il", "", i32(1), i64(2));
        try (Engine engine = contender.engine()) {
            Instance instance = program.instantiate(engine);
            for (int i = 0; i < ROUNDS; i++) {
                Trap trap =
                        assertThrows(Trap.class, () -> instance.function("f").call());
                assertEquals(TrapKind.INTEGER_DIVIDE_BY_ZERO, trap.kind());
                assertArrayEquals(new Object[] {1, 2L}, (Object[])
                        instance.function("plain").call());
                assertArrayEquals(
                        new Object[] {3, 1L}, (Object[]) instance.function("g").call(2));
            }
        }
    }
}
