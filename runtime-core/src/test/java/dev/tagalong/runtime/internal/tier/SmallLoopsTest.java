package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.testing.Contender;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops that the compiler writes several times over: they end after each number of iterations, in each way. */
class SmallLoopsTest {

    private static final String ALL = "dev.tagalong.runtime.testing.Contender#all";
    private static final byte[] UNARY = functionType(vector(I32), vector(I32));
    private static final int MOST = 40;
    private static final int ADD = 0x6A;
    private static final int SUB = 0x6B;
    private static final int EQZ = 0x45;
    private static final int GT_S = 0x4A;

    private static Function function(Engine engine, byte[] module) {
        return engine.instantiate(engine.load("loops", module), Imports.NONE, InstanceOptions.named("loops"))
                .function("f");
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void atTheEndOfTheBody(Contender contender) {
        // do { p1 += p0; p0--; } while (p0 > 0); the loop leaves p1, and a branch back drops it.
        byte[] code = bytes(
                loop(I32),
                bytes(localGet(1), localGet(0), ADD, localSet(1)),
                bytes(localGet(1), localGet(0), i32(1), SUB, bytes(0x22, 0), i32(0), GT_S, brIf(0)),
                END);
        try (Engine engine = contender.engine()) {
            Function function = function(engine, single(UNARY, vector(locals(1, I32)), code));
            for (int n = 1; n < MOST; n++) {
                assertEquals(n * (n + 1) / 2, function.call(n));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void outOfTheMiddle(Contender contender) {
        // for (;;) { if (p0 == 0) return p1 + 100; p1 += 3; p0--; } by a branch with a value.
        byte[] code = bytes(
                block(I32),
                loop(VOID),
                bytes(localGet(1), i32(100), ADD, localGet(0), EQZ, brIf(1), 0x1A),
                bytes(localGet(1), i32(3), ADD, localSet(1), localGet(0), i32(1), SUB, localSet(0), br(0)),
                END,
                bytes(0x00),
                END);
        try (Engine engine = contender.engine()) {
            Function function = function(engine, single(UNARY, vector(locals(1, I32)), code));
            for (int n = 0; n < MOST; n++) {
                assertEquals(100 + 3 * n, function.call(n));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void withParametersAndSeveralWaysBack(Contender contender) {
        // loop (param sum count) (result sum): while count is not 0, adds it if it is odd, takes it off if it is even.
        byte[] binary = functionType(vector(I32, I32), vector(I32));
        byte[] code = bytes(
                i32(0),
                localGet(0),
                bytes(0x03, 1),
                bytes(localSet(0), localSet(1)),
                bytes(localGet(0), EQZ, bytes(0x04, I32), localGet(1), 0x05),
                bytes(localGet(0), i32(1), bytes(0x71), bytes(0x04, VOID)),
                bytes(localGet(1), localGet(0), ADD, localGet(0), i32(1), SUB, br(2), END),
                bytes(localGet(1), localGet(0), SUB, localGet(0), i32(1), SUB, br(1), END),
                END);
        byte[] module = module(
                vectorSection(1, UNARY, binary),
                vectorSection(3, 0),
                vectorSection(7, bytes("f", 0, 0)),
                vectorSection(10, body(vector(locals(1, I32)), code)));
        try (Engine engine = contender.engine()) {
            Function function = function(engine, module);
            for (int n = 0; n < MOST; n++) {
                int expected = 0;
                for (int count = n; count != 0; count--) {
                    expected += count % 2 == 1 ? count : -count;
                }
                assertEquals(expected, function.call(n));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void oneInAnother(Contender contender) {
        // Counts pairs: for p0 down to 1, for p1 = p0 down to 1, p2++ and a store and a load of it.
        byte[] inner = bytes(
                loop(VOID),
                bytes(i32(16), i32(16), bytes(0x28, 2, 0), i32(1), ADD, bytes(0x36, 2, 0)),
                bytes(localGet(1), i32(1), SUB, bytes(0x22, 1), brIf(0)),
                END);
        byte[] code = bytes(
                bytes(i32(16), i32(0), bytes(0x36, 2, 0)),
                loop(VOID),
                bytes(localGet(0), localSet(1)),
                inner,
                bytes(localGet(0), i32(1), SUB, bytes(0x22, 0), brIf(0)),
                END,
                bytes(i32(16), bytes(0x28, 2, 0)));
        try (Engine engine = contender.engine()) {
            Function function = function(engine, single(UNARY, vector(locals(1, I32)), code));
            for (int n = 1; n < MOST; n++) {
                assertEquals(n * (n + 1) / 2, function.call(n));
            }
        }
    }
}
