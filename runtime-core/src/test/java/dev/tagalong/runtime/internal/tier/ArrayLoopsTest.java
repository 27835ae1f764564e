package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Contender;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops over arrays in locals, to which the loop assigns something or not. */
class ArrayLoopsTest {

    private static final String ALL = "dev.tagalong.runtime.testing.Contender#all";

    private static final int NULLABLE = 0x63;
    private static final int INTS = 1;
    private static final int BYTES = 2;
    private static final int TAKES_INTS = 3;
    private static final int ADD = 0x6A;
    private static final int SUB = 0x6B;
    private static final int MUL = 0x6C;
    private static final int AND = 0x71;
    private static final int LT_U = 0x49;
    private static final int GT_S = 0x4A;
    private static final int TEE = 0x22;
    private static final int DROP = 0x1A;

    /** Local 0 is the parameter. */
    private static final int N = 0;

    private static final int A = 1;
    private static final int B = 2;
    private static final int I = 3;
    private static final int SUM = 4;
    private static final int TEXT = 5;

    private static byte[] gc(int code, int... indices) {
        byte[] all = bytes(0xFB, code);
        for (int index : indices) {
            all = bytes(all, u32(index));
        }
        return all;
    }

    private static final byte[] LENGTH = gc(15);
    private static final byte[] GET = gc(11, INTS);

    /** A function of an i32 that answers local {@link #SUM}. */
    private static Function function(Engine engine, Object... code) {
        byte[] ints = bytes(NULLABLE, INTS);
        byte[] module = module(
                vectorSection(
                        1,
                        functionType(vector(I32), vector(I32)),
                        bytes(0x5E, I32, 1),
                        bytes(0x5E, 0x78, 1),
                        functionType(vector(ints), vector())),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(
                        10,
                        body(
                                vector(bytes(2, ints), locals(2, I32), bytes(1, bytes(NULLABLE, BYTES))),
                                bytes(code),
                                localGet(SUM))));
        return engine.instantiate(engine.load("loops", module), Imports.NONE, InstanceOptions.named("loops"))
                .function("f");
    }

    /** Repeats a loop from {@link #N} down to 1. */
    private static byte[] again() {
        return bytes(localGet(N), i32(1), SUB, bytes(TEE, N), brIf(0), END);
    }

    private static byte[] made(int local, Object value, int length) {
        return bytes(value, i32(length), gc(6, INTS), localSet(local));
    }

    private static byte[] add(Object... value) {
        return bytes(localGet(SUM), bytes(value), ADD, localSet(SUM));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theOuterLoopAssigns(Contender contender) {
        byte[] inner = bytes(
                i32(0),
                localSet(I),
                loop(VOID),
                bytes(localGet(A), localGet(I), localGet(A), localGet(I), GET, i32(1), ADD, gc(14, INTS)),
                add(localGet(A), localGet(I), GET),
                bytes(localGet(I), i32(1), ADD, bytes(TEE, I), localGet(A), LENGTH, LT_U, brIf(0), END));
        try (Engine engine = contender.engine()) {
            Function function = function(engine, loop(VOID), made(A, localGet(N), 5), inner, again());
            for (int n : new int[] {1, 2, 3, 20_000}) {
                assertEquals(5 * (n * (n + 1) / 2 + n), function.call(n));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void theLoopAssigns(Contender contender) {
        byte[] choose = bytes(localGet(N), i32(1), AND, 0x04, VOID, made(A, i32(7), 1), 0x05, made(A, i32(9), 1), END);
        try (Engine engine = contender.engine()) {
            Function function = function(
                    engine,
                    made(A, i32(100), 1),
                    made(B, i32(1000), 1),
                    loop(VOID),
                    add(localGet(A), i32(0), GET),
                    add(localGet(B), i32(0), GET),
                    choose,
                    again());
            assertEquals(1100, function.call(1));
            assertEquals(1100 + 1009, function.call(2));
            assertEquals(1100 + 1007 + 1009, function.call(3));
            assertEquals(1100 + 1009 * 5_000 + 1007 * 4_999, function.call(10_000));
        }
    }

    /** What waits on the operand stack was read from a local that has something else by now. */
    @ParameterizedTest
    @MethodSource(ALL)
    void theLoopTakesWhatTheLocalHadBefore(Contender contender) {
        try (Engine engine = contender.engine()) {
            Function function = function(
                    engine,
                    made(A, i32(1), 5),
                    localGet(A),
                    made(A, i32(3), 2),
                    bytes(0x03, TAKES_INTS),
                    bytes(LENGTH, localGet(SUM), i32(10), MUL, ADD, localSet(SUM)),
                    add(localGet(A), i32(1), GET),
                    bytes(localGet(A), localGet(N), i32(1), SUB, bytes(TEE, N), brIf(0), DROP, END));
            assertEquals(8, function.call(1));
            assertEquals(85, function.call(2));
            assertEquals(855, function.call(3));
        }
    }

    /** A null array traps where it is accessed and not before. */
    @ParameterizedTest
    @MethodSource(ALL)
    void nullTrapsWhereItIsAccessed(Contender contender) {
        byte[][] accesses = {
            add(localGet(A), i32(0), GET), add(localGet(A), LENGTH), bytes(localGet(A), i32(0), i32(1), gc(14, INTS))
        };
        for (byte[] access : accesses) {
            try (Engine engine = contender.engine()) {
                Function function = function(
                        engine,
                        loop(VOID),
                        bytes(localGet(N), i32(5), GT_S, 0x04, VOID),
                        bytes(access, add(localGet(A), i32(0), GET), END),
                        again());
                assertEquals(0, function.call(5));
                Trap trap = assertThrows(Trap.class, () -> function.call(6));
                assertEquals(TrapKind.NULL_ARRAY_REFERENCE, trap.kind());
                assertEquals(0, trap.backtrace().get(0).functionIndex());
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void outOfBounds(Contender contender) {
        try (Engine engine = contender.engine()) {
            Function function =
                    function(engine, made(A, i32(1), 10), loop(VOID), add(localGet(A), localGet(N), GET), again());
            assertEquals(9, function.call(9));
            assertEquals(
                    TrapKind.OUT_OF_BOUNDS_ARRAY,
                    assertThrows(Trap.class, () -> function.call(10)).kind());
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void packedElements(Contender contender) {
        try (Engine engine = contender.engine()) {
            Function function = function(
                    engine,
                    bytes(i32(4), gc(7, BYTES), localSet(TEXT)),
                    loop(VOID),
                    bytes(localGet(TEXT), localGet(N), i32(3), AND, localGet(N), gc(14, BYTES)),
                    add(localGet(TEXT), localGet(N), i32(3), AND, gc(13, BYTES)),
                    add(localGet(TEXT), localGet(N), i32(3), AND, gc(12, BYTES)),
                    again());
            int sum = 0;
            for (int n = 300; n > 0; n--) {
                sum += (n & 0xFF) + (byte) n;
            }
            assertEquals(sum, function.call(300));
        }
    }
}
