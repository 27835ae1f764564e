package dev.tagalong.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine throws crosses to another machine: a service's caller may be there. */
class SerializedTrapTest {

    /** An exception that cannot be serialized, and is its cause's cause. */
    private static final class Stubborn extends RuntimeException {
        @SuppressWarnings("unused")
        private final Object secret = new Object();

        Stubborn(String message) {
            super(message);
        }
    }

    private static Object sent(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void aTrapArrivesWithItsKindTextAndBacktrace() throws Exception {
        Trap trap = new Trap(TrapKind.UNDEFINED_ELEMENT, "0x7fff0000");
        trap.addFrame(new Trap.Frame("app.wasm", 3, "test_func", 0x5c));
        trap.addFrame(new Trap.Frame("main.wasm", 1, null, -1));
        Trap arrived = assertInstanceOf(Trap.class, sent(trap));
        assertEquals(TrapKind.UNDEFINED_ELEMENT, arrived.kind());
        assertEquals(trap.describe(), arrived.describe());
        assertEquals(trap.backtrace(), arrived.backtrace());
        assertArrayEquals(trap.getStackTrace(), arrived.getStackTrace());
        assertNull(arrived.getCause());
        arrived.addFrame(new Trap.Frame("caller.wasm", 0, null, -1));
        assertEquals(3, arrived.backtrace().size());
    }

    @Test
    void anExceptionArrivesWithItsText() throws Exception {
        try (Engine engine = Engine.create()) {
            Tag tag = engine.tag(FunctionType.of(List.of(ValueType.I32, ValueType.EXTERNREF), List.of()));
            WasmException arrived = (WasmException) sent(engine.exception(tag, 7, new Stubborn("secret")));
            assertEquals("exception [i32, externref] with [7, " + Stubborn.class.getName() + "]", arrived.getMessage());
            assertNull(arrived.tag());
            assertEquals(List.of(), arrived.arguments());
            assertEquals(arrived.getMessage(), ((WasmException) sent(arrived)).getMessage());
        }
    }

    @Test
    void itsCausesArriveAsText() throws Exception {
        Stubborn outer = new Stubborn("outer");
        Stubborn inner = new Stubborn("inner");
        outer.initCause(inner);
        inner.initCause(outer);
        Trap arrived = (Trap) sent(new Trap(TrapKind.HOST_ERROR, "demo.fail", outer));
        Throwable cause = arrived.getCause();
        assertEquals(RuntimeException.class, cause.getClass());
        assertEquals(outer.toString(), cause.getMessage());
        assertArrayEquals(outer.getStackTrace(), cause.getStackTrace());
        assertEquals(inner.toString(), cause.getCause().getMessage());
    }

    @Test
    void otherErrorsArriveAsTheyAre() throws Exception {
        ModuleException invalid =
                (ModuleException) sent(new ModuleException(Reason.INVALID, "type mismatch", "code", 12));
        assertEquals("type mismatch (code section, offset 0xc)", invalid.getMessage());
        assertEquals(Reason.INVALID, invalid.reason());
        assertEquals("code", invalid.section());
        assertEquals(12, invalid.offset());
        assertEquals("no f", ((LinkException) sent(new LinkException("no f"))).getMessage());
        assertEquals(3, ((WasmExit) sent(new WasmExit(3))).status());
    }
}
