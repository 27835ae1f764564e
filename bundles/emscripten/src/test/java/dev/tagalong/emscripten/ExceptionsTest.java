package dev.tagalong.emscripten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C++ that throws; its source is src/test/c/exceptions.cc. */
@Timeout(60)
class ExceptionsTest {

    private final Emscripten emscripten = new Emscripten();
    private Engine engine;
    private Instance program;

    @BeforeEach
    void start() throws IOException {
        engine = Engine.create(EngineOptions.DEFAULT.withTier(Tier.COMPILE));
        try (InputStream resource = ExceptionsTest.class.getResourceAsStream("/wasm/exceptions.wasm")) {
            program = engine.instantiate(
                    engine.load("exceptions.wasm", resource.readAllBytes()),
                    wanted -> engine.function(wanted.toString(), emscripten.function(wanted.name())),
                    InstanceOptions.named("exceptions.wasm"));
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private int call(String function, Object... arguments) {
        return (int) program.function(function).call(arguments);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1042", "2, 2042", "3, 2042", "4, 9000", "5, 5116"})
    void theRightHandlerCatches(int what, int expected) {
        for (int i = 0; i < 50; i++) {
            assertEquals(expected, call("caught", what, 42));
        }
    }

    @Test
    void theLastHandlerDestroysTheObject() {
        call("caught", 2, 1);
        int destroyed = call("destroyed");
        int freed = call("frees");
        call("caught", 2, 1);
        assertEquals(destroyed + 1, call("destroyed"));
        assertEquals(freed + 1, call("frees"));
        call("again", 5);
        assertEquals(destroyed + 2, call("destroyed"));
        assertEquals(freed + 2, call("frees"));
    }

    @Test
    void aFrameCleansUpAndThrowsOn() {
        assertEquals(1, call("cleanups", 0));
        assertEquals(101, call("cleanups", 3));
    }

    @Test
    void whatIsThrownOnIsCaughtAsWhatItWas() {
        for (int i = 0; i < 50; i++) {
            assertEquals(i + 1, call("again", i));
        }
    }

    @Test
    void nobodyCatches() {
        Trap trap = assertThrows(Trap.class, () -> call("nobody", 3));
        assertEquals(TrapKind.HOST_ERROR, trap.kind());
        assertTrue(trap.getMessage().contains("C++ exception of type 7Derived"), trap.getMessage());
        assertEquals(2042, call("caught", 2, 42), "it can go on");
    }

    @Test
    void functionsForAnyNumberOfTypes() {
        assertEquals(
                FunctionType.of(List.of(ValueType.I32, ValueType.I32, ValueType.I32), List.of(ValueType.I32)),
                emscripten.function("__cxa_find_matching_catch_5").type());
        assertNotNull(emscripten.function("__cxa_find_matching_catch_102"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "103", "", "x", "-1", "99999999999"})
    void whatIsNoNumberOfTypes(String number) {
        assertNull(emscripten.function("__cxa_find_matching_catch_" + number));
    }
}
