package dev.tagalong.emscripten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A C program that is built as emscripten builds one; its source is in src/test/c. */
@Timeout(60)
class EmscriptenTest {

    private static final long PAGE = 65536;

    private final Emscripten emscripten = new Emscripten();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Engine engine;

    @AfterEach
    void closeEngine() {
        if (engine != null) {
            engine.close();
        }
    }

    private Instance program() throws IOException {
        return program(Tier.COMPILE);
    }

    private Instance program(Tier tier) throws IOException {
        engine = Engine.create(EngineOptions.DEFAULT.withTier(tier));
        try (InputStream resource = EmscriptenTest.class.getResourceAsStream("/wasm/jumps.wasm")) {
            InstanceOptions options = InstanceOptions.named("jumps.wasm")
                    .withEnvironment(
                            new ProcessEnvironment(List.of(), Map.of(), InputStream.nullInputStream(), out, out));
            return engine.instantiate(
                    engine.load("jumps.wasm", resource.readAllBytes()),
                    wanted -> engine.function(wanted.toString(), emscripten.function(wanted.name())),
                    options);
        }
    }

    private static Trap trap(Instance program, String function, Object... arguments) {
        return assertThrows(Trap.class, () -> program.function(function).call(arguments));
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aJumpUnwindsTheStackInMemoryToo(Tier tier) throws IOException {
        Instance program = program(tier);
        for (int i = 0; i < 100; i++) {
            assertEquals(42, program.function("jump").call(20));
        }
        assertEquals(1, program.function("no_jump").call());
    }

    @Test
    void aJumpGoesToTheSetjmpThatItNames() throws IOException {
        Instance program = program();
        assertEquals(5, program.function("over").call(0));
        assertEquals(105, program.function("over").call(1));
    }

    @Test
    void aTrapIsNoJump() throws IOException {
        Instance program = program();
        assertEquals(
                TrapKind.INTEGER_DIVIDE_BY_ZERO,
                trap(program, "trap_under_setjmp", 0).kind());
        assertEquals(1, program.function("trap_under_setjmp").call(1));
        Trap mismatch = trap(program, "wrong_type");
        assertEquals(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, mismatch.kind());
        assertTrue(mismatch.getMessage().contains("dive"), mismatch.getMessage());
    }

    @Test
    void aProgramThatEndsItself() throws IOException {
        Instance program = program();
        assertEquals(
                "host function failed: assertion failed: 1 == 2, at jumps.c:77 in fail",
                trap(program, "fail").getMessage());
        assertEquals(
                "host function failed: the program called abort()",
                trap(program, "call_abort").getMessage());
        WasmExit exit =
                assertThrows(WasmExit.class, () -> program.function("call_exit").call(3));
        assertEquals(3, exit.status());
    }

    @Test
    void theHeapGrowsInStepsUpToItsLimit() throws IOException {
        Instance program = program();
        long limit = 100 * PAGE;
        assertEquals(1, program.function("resize").call((int) (10 * PAGE + 1)));
        assertEquals(11 * PAGE, program.memory().byteSize());
        assertEquals(1, program.function("resize").call((int) (11 * PAGE + 1)));
        assertEquals(14 * PAGE, program.memory().byteSize(), "a fifth more");
        assertEquals(1, program.function("resize").call((int) PAGE), "it is larger already");
        assertEquals(14 * PAGE, program.memory().byteSize());
        assertEquals(0, program.function("resize").call((int) (limit + 1)));
        assertEquals(0, program.function("resize").call(-1));
        assertEquals(1, program.function("resize").call((int) (90 * PAGE)));
        assertEquals(1, program.function("resize").call((int) limit));
        assertEquals(limit, program.memory().byteSize());
    }

    @Test
    void smallThings() throws IOException {
        Instance program = program();
        assertEquals(1, program.function("copied").call(), "as memmove");
        assertEquals(-7, program.function("upper_half").call(-7));
        assertEquals(1, program.function("later").call());
        program.function("say").call();
        assertEquals("hello\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void everySignatureHasAnInvocation() {
        HostFunction function = emscripten.function("invoke_dipjf");
        assertEquals(
                FunctionType.of(
                        List.of(ValueType.I32, ValueType.I32, ValueType.I32, ValueType.I64, ValueType.F32),
                        List.of(ValueType.F64)),
                function.type());
        assertNotNull(emscripten.function("invoke_v" + "j".repeat(100)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoke_", "invoke_x", "invoke_iv", "invoke_i i", "invoke", "nothing", ""})
    void whatIsNoSignatureHasNone(String name) {
        assertNull(emscripten.function(name));
    }

    @Test
    void tooManyParametersAreRefused() {
        assertNull(emscripten.function("invoke_v" + "j".repeat(101)));
        assertNull(emscripten.function("invoke_v" + "i".repeat(60_000)));
    }
}
