package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.ProcessEnvironment;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A program with a fixed place that imports cells for addresses, and numbers that JavaScript would keep for it. */
class CellsTest extends LinkerHarness {

    private void provide() {
        hosts.put(
                new Service(0, 1),
                "demo",
                Map.of(new ImportName("env", "ping"), HostFunction.of(MethodHandles.constant(int.class, 7))));
        controls.defaults(settings("env.ping"));
    }

    private Program load() {
        deploy("cells.wasm");
        return closing(linker.load("cells.wasm", ProcessEnvironment.EMPTY));
    }

    private static int call(Program program, String function) {
        return (int) program.instance().function(function).call();
    }

    @Test
    void cellsHaveAddresses() {
        provide();
        Program program = load();
        assertEquals(1, call(program, "answer_pointer"), "the slot that the function has already");
        assertEquals(42, call(program, "call_answer"));
        assertEquals(7, call(program, "call_ping"));
        assertEquals(4242, call(program, "data_pointer"));
    }

    @Test
    void eachInstanceHasItsOwnNumbers() {
        provide();
        Program one = load();
        Program two = closing(linker.load("cells.wasm", ProcessEnvironment.EMPTY));
        assertEquals(1, call(one, "unwound"));
        assertEquals(2, call(one, "unwound"));
        assertEquals(1, call(two, "unwound"));
    }

    @Test
    void whatIsMissingIsNamed() {
        String text = assertThrows(DlException.class, this::load).getMessage();
        assertSays(text, "cells.wasm", "ping", "function pointer");
    }
}
