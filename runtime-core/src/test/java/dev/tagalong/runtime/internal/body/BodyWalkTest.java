package dev.tagalong.runtime.internal.body;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.VOID;
import static dev.tagalong.runtime.testing.Wasm.block;
import static dev.tagalong.runtime.testing.Wasm.br;
import static dev.tagalong.runtime.testing.Wasm.brIf;
import static dev.tagalong.runtime.testing.Wasm.brTable;
import static dev.tagalong.runtime.testing.Wasm.i32;
import static dev.tagalong.runtime.testing.Wasm.i64;
import static dev.tagalong.runtime.testing.Wasm.loop;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.internal.binary.ModuleDecoder;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.validate.ModuleValidator;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The walk without checks: what it tells of a body, and what it answers meanwhile. */
class BodyWalkTest {

    private static final int UNREACHABLE = 0x00;
    private static final int IF = 0x04;
    private static final int ELSE = 0x05;
    private static final int RETURN = 0x0F;
    private static final int DROP = 0x1A;
    private static final int I32_ADD = 0x6A;

    /** A type index as a block type: {@code (i32, i64) -> (i32)}. */
    private static final int PAIR = 1;

    private static WasmModule valid(Object... code) {
        byte[] binary = module(
                vectorSection(1, functionType(vector(), vector()), functionType(vector(I32, I64), vector(I32))),
                vectorSection(3, 0),
                vectorSection(4, bytes(EXTERNREF, 0, 1)),
                vectorSection(5, bytes(0, 1)),
                vectorSection(10, body(vector(locals(1, I32)), code)));
        WasmModule module = ModuleDecoder.decode("m", binary);
        ModuleValidator.validate(module);
        return module;
    }

    /** What {@code answer} has of the walk at each instruction that is told. */
    private static List<Object> walk(Function<BodyWalk, Object> answer, Object... code) {
        return walk(valid(code), answer);
    }

    private static List<Object> walk(WasmModule module, Function<BodyWalk, Object> answer) {
        List<Object> told = new ArrayList<>();
        BodyWalk walk = BodyWalk.over(module, module.bodies().get(0));
        walk.visit(visitor((name, arguments) -> told.add(answer.apply(walk))));
        return told;
    }

    private interface Told {
        void method(String name, Object[] arguments);
    }

    private static BodyVisitor visitor(Told told) {
        return (BodyVisitor) Proxy.newProxyInstance(
                BodyVisitor.class.getClassLoader(), new Class<?>[] {BodyVisitor.class}, (proxy, method, arguments) -> {
                    told.method(method.getName(), arguments == null ? new Object[0] : arguments);
                    return null;
                });
    }

    private static String at(BodyWalk walk) {
        return walk.number() + " " + walk.opcode() + (walk.reachable() ? "" : " out of reach");
    }

    // Heights and blocks

    @Test
    void heightsAreThoseBeforeTheInstruction() {
        assertEquals(List.of(0, 1, 2, 1, 0), walk(BodyWalk::height, i32(1), i32(2), I32_ADD, DROP));
    }

    @Test
    void heightsFollowTheRows() {
        byte[] memoryFill = bytes(0xFC, 0x0B, 0);
        byte[] tableGrow = bytes(0xFC, 0x0F, 0);
        assertEquals(
                List.of(0, 1, 2, 3, 0, 1, 2, 1, 0, 1, 1, 0),
                walk(
                        BodyWalk::height,
                        bytes(i32(0), i32(0), i32(0), memoryFill),
                        bytes(0xD0, EXTERNREF, i32(0), tableGrow, DROP),
                        bytes(i32(0), 0x25, 0, DROP)));
    }

    @Test
    void blocksHaveAFloorBelowTheirParameters() {
        Function<BodyWalk, Object> answer = walk -> List.of(walk.depth(), walk.floor(0), walk.height());
        assertEquals(
                List.of(
                        List.of(1, 0, 0),
                        List.of(1, 0, 1),
                        List.of(1, 0, 2),
                        List.of(1, 0, 3),
                        List.of(2, 1, 3),
                        List.of(2, 1, 2),
                        List.of(1, 0, 2),
                        List.of(1, 0, 1),
                        List.of(1, 0, 0)),
                walk(answer, i32(9), i32(1), i64(2), bytes(0x02, PAIR), DROP, END, DROP, DROP));
    }

    @Test
    void blockTypesAreEmptyOneResultOrIndexed() {
        List<Object> types = new ArrayList<>();
        WasmModule module = valid(
                bytes(block(VOID), END),
                bytes(block(I64), i64(0), END, DROP),
                bytes(i32(0), i64(0), bytes(0x03, PAIR), DROP, END, DROP),
                bytes(i32(0), IF, FUNCREF, 0xD0, FUNCREF, ELSE, 0xD0, FUNCREF, END, DROP));
        BodyWalk walk = BodyWalk.over(module, module.bodies().get(0));
        walk.visit(visitor((name, arguments) -> {
            if (Set.of("block", "loop", "conditional").contains(name)) {
                types.add(name + " " + arguments[0]);
            }
        }));
        FunctionType none = FunctionType.of(List.of(), List.of());
        assertEquals(
                List.of(
                        "block " + none,
                        "block " + FunctionType.of(List.of(), List.of(ValueType.I64)),
                        "loop " + module.types().get(PAIR),
                        "conditional " + FunctionType.of(List.of(), List.of(ValueType.FUNCREF))),
                types);
    }

    @Test
    void labelsTakeALoopsParametersAndABlocksResults() {
        List<Object> labels = new ArrayList<>();
        WasmModule module = valid(
                block(I64),
                i32(0),
                i64(0),
                bytes(0x03, PAIR),
                bytes(0x02, PAIR),
                DROP,
                END,
                DROP,
                i64(1),
                br(1),
                END,
                DROP,
                i64(0),
                END,
                DROP);
        BodyWalk walk = BodyWalk.over(module, module.bodies().get(0));
        walk.visit(visitor((name, arguments) -> {
            if (walk.depth() == 4 && name.equals("drop")) {
                for (int label = 0; label < walk.depth(); label++) {
                    labels.add(walk.labelTypes(label));
                }
            }
        }));
        assertEquals(
                List.of(
                        List.of(ValueType.I32),
                        List.of(ValueType.I32, ValueType.I64),
                        List.of(ValueType.I64),
                        List.of()),
                labels);
    }

    // What is reached

    @Test
    void nothingIsToldOfWhatFollowsABranch() {
        assertEquals(
                List.of("1 block", "2 br", "5 end out of reach", "6 end"),
                walk(BodyWalkTest::at, block(VOID), br(0), i32(1), DROP, END));
    }

    @Test
    void blocksThatAreNeverReachedAreSkippedWithAllTheyHold() {
        byte[] never = bytes(block(VOID), i32(0), IF, VOID, br(1), ELSE, br(2), END, loop(VOID), END, END);
        assertEquals(
                List.of("1 block", "2 unreachable", "13 end out of reach", "14 end out of reach"),
                walk(BodyWalkTest::at, block(VOID), UNREACHABLE, never, END));
    }

    @Test
    void whatFollowsABlockThatNeverEndsIsNotReached() {
        assertEquals(
                List.of("1 block", "2 return", "3 end out of reach", "5 end out of reach"),
                walk(BodyWalkTest::at, block(VOID), RETURN, END, 0x01));
    }

    @Test
    void operandsOfABlockThatNeverEndsAreNotMissedAfterIt() {
        assertEquals(
                List.of(
                        "1 block",
                        "2 block",
                        "3 unreachable",
                        "4 end out of reach",
                        "7 end out of reach",
                        "9 end out of reach"),
                walk(BodyWalkTest::at, block(I32), block(I64), UNREACHABLE, END, DROP, i32(1), END, DROP));
    }

    @Test
    void aBranchThatIsReachedReachesTheEnd() {
        assertEquals(
                List.of("1 block", "2 block", "3 br", "4 end out of reach", "6 end out of reach", "7 nop", "8 end"),
                walk(BodyWalkTest::at, block(VOID), block(VOID), br(1), END, 0x01, END, 0x01));
        assertEquals(
                "6 nop",
                walk(BodyWalkTest::at, block(VOID), i32(0), brIf(0), UNREACHABLE, END, 0x01)
                        .get(5));
        assertEquals(
                "8 nop",
                walk(BodyWalkTest::at, block(VOID), block(VOID), i32(0), brTable(0, 1), END, br(1), END, 0x01)
                        .get(7));
    }

    @Test
    void aBranchThatIsNotReachedReachesNothing() {
        assertEquals(
                List.of("1 block", "2 unreachable", "4 end out of reach", "6 end out of reach"),
                walk(BodyWalkTest::at, block(VOID), UNREACHABLE, br(0), END, 0x01));
    }

    @Test
    void aBranchToALoopDoesNotReachItsEnd() {
        assertEquals(
                List.of("1 loop", "2 br", "3 end out of reach", "5 end out of reach"),
                walk(BodyWalkTest::at, loop(VOID), br(0), END, 0x01));
    }

    @Test
    void anIfIsPassedUnlessBothArmsNeverEnd() {
        assertEquals(
                List.of("1 i32.const", "2 if", "3 unreachable", "4 end out of reach", "5 nop", "6 end"),
                walk(BodyWalkTest::at, i32(0), IF, VOID, UNREACHABLE, END, 0x01));
        assertEquals(
                List.of("3 unreachable", "4 else out of reach", "5 end", "6 nop"),
                walk(BodyWalkTest::at, i32(0), IF, VOID, UNREACHABLE, ELSE, END, 0x01)
                        .subList(2, 6));
        assertEquals(
                List.of("3 else", "4 unreachable", "5 end out of reach", "6 nop"),
                walk(BodyWalkTest::at, i32(0), IF, VOID, ELSE, UNREACHABLE, END, 0x01)
                        .subList(2, 6));
        assertEquals(
                List.of("4 else out of reach", "5 unreachable", "6 end out of reach", "8 end out of reach"),
                walk(BodyWalkTest::at, i32(0), IF, VOID, UNREACHABLE, ELSE, UNREACHABLE, END, 0x01)
                        .subList(3, 7));
    }

    // How much

    @Test
    void nestingMayBeAsDeepAsABodyIsLong() {
        int deep = 200_000;
        byte[] opened = new byte[deep * 3];
        for (int i = 0; i < deep; i++) {
            opened[2 * i] = 0x02;
            opened[2 * i + 1] = VOID;
            opened[2 * deep + i] = END;
        }
        WasmModule reached = valid(opened);
        int[] deepest = new int[1];
        BodyWalk walk = BodyWalk.over(reached, reached.bodies().get(0));
        walk.visit(visitor((name, arguments) -> deepest[0] = Math.max(deepest[0], walk.depth())));
        assertEquals(deep + 1, deepest[0]);

        assertEquals(
                List.of("1 unreachable", 2 * deep + 2 + " end out of reach"),
                walk(valid(UNREACHABLE, opened), BodyWalkTest::at));
    }
}
