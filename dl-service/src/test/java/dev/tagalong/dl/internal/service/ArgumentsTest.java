package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Program;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProcessEnvironment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code main(argc, argv)} is given. The programs note it and answer 7. */
class ArgumentsTest extends LinkerHarness {

    private static final List<String> ARGUMENTS = List.of("program", "--single", "", "h\u00e4\ud83d\ude00");

    @ParameterizedTest
    @ValueSource(strings = {"argvheap.wasm", "argvstack.wasm", "argvfunction.wasm", "argvpage.wasm"})
    void mainIsGivenItsArguments(String file) {
        Program program = load(file, ARGUMENTS);
        assertEquals(7, program.run());
        assertEquals(ARGUMENTS, given(program.instance()));
    }

    @Test
    void whereTheyLie() {
        Program heap = load("argvheap.wasm", ARGUMENTS);
        heap.run();
        assertTrue(number(heap, "argv") > 40_000, "in the heap");
        assertEquals(1, number(heap, "flushes"), "a return from main writes out C's streams");

        Program stack = load("argvstack.wasm", ARGUMENTS);
        stack.run();
        assertEquals(number(stack, "__stack_pointer"), number(stack, "argv"), "nothing on the stack overwrites them");
        assertTrue(number(stack, "argv") < 8192);

        Program page = load("argvpage.wasm", ARGUMENTS);
        page.run();
        assertEquals(65_536, number(page, "argv"));
    }

    @Test
    void argumentsThatAreLongerThanAStack() {
        String longest = "x".repeat(20_000);
        Program program = load("argvpage.wasm", List.of("program", longest));
        program.run();
        assertEquals(List.of("program", longest), given(program.instance()));
        Program stack = load("argvstack.wasm", List.of("program", longest));
        assertSays(assertThrows(DlException.class, stack::run).getMessage(), "argvstack.wasm", "no room");
    }

    @Test
    void aSecondRunIsGivenThemAnewInTheSamePlace() {
        Program program = load("argvstack.wasm", ARGUMENTS);
        program.run();
        int first = number(program, "argv");
        program.instance().memory().fill(first, (byte) 0, 100);
        program.run();
        assertEquals(first, number(program, "argv"));
        assertEquals(ARGUMENTS, given(program.instance()));
    }

    @Test
    void whereThereIsNoRoomArgumentsAreNotDropped() {
        Program full = load("argvfull.wasm", ARGUMENTS);
        assertSays(
                assertThrows(DlException.class, full::run).getMessage(),
                "argvfull.wasm",
                "no room",
                "malloc",
                "__stack_pointer");
        assertEquals(7, load("argvfull.wasm", List.of("program")).run());
        Program without = load("arguments.wasm", ARGUMENTS);
        assertSays(assertThrows(DlException.class, without::run).getMessage(), "arguments.wasm", "no memory");
    }

    @Test
    void noArgumentsAreANullPointer() {
        Program program = load("argvpage.wasm", List.of());
        program.run();
        assertEquals(List.of(), given(program.instance()));
    }

    private Program load(String file, List<String> arguments) {
        if (libraries.list().stream().noneMatch(i -> i.name().equals(file))) {
            deploy(file);
        }
        return closing(linker.load(
                file, ProcessEnvironment.builder().arguments(arguments).build()));
    }

    /** What a program was given, up to the null pointer, which is where {@code argc} says. */
    private static List<String> given(Instance program) {
        Memory memory = program.memory();
        int argv = (int) ((Global) program.export("argv")).get();
        assertEquals(0, argv % 16);
        List<String> found = new ArrayList<>();
        for (int at = argv; memory.readInt(at) != 0; at += 4) {
            found.add(memory.readCString(memory.readInt(at)));
        }
        assertEquals(found.size(), (int) ((Global) program.export("argc")).get());
        return found;
    }

    private static int number(Program program, String global) {
        return (int) ((Global) program.instance().export(global)).get();
    }
}
