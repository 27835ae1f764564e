package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.SharingProgram;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code setjmp} and {@code longjmp} as emscripten compiles them, between a program and a library in its memory. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.EMSCRIPTEN})
class LongJumpIT extends LinkerScenario {

    private SharingProgram program;
    private int library;

    @BeforeEach
    void open() throws Exception {
        deploy("jumphost.wasm", "jumpside.wasm");
        program = closing(new SharingProgram(linker, "jumphost.wasm"));
        library = program.open("jumpside.wasm");
    }

    @Test
    void overFramesOfALibrary() {
        int through = program.symbol(library, "through");
        assertEquals(42 + 8, program.step("no_jump", through, 7, 42), "without a jump");
        for (int depth = 0; depth < 20; depth++) {
            assertEquals(42, program.step("jump_over", through, depth, 42), "the stack is what it was");
        }
    }

    @Test
    void toAPlaceInALibrary() {
        int caught = program.symbol(library, "caught");
        assertEquals(43, program.step("no_jump", caught, 0, 42));
        assertEquals("c", program.log());
        assertEquals(43 + 3 + 1, program.step("no_jump", caught, 3, 42), "and on from there");
        assertEquals(43, program.step("jump_over", caught, 5, 42), "and from there over its frames");
        assertEquals("ccc", program.log());
    }
}
