package dev.tagalong.dl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNameTest {

    private static final List<String> NAMES =
            List.of("memory.pages", "math.wasm", "main.wasm", "list", "ls", "imports.allowed");

    @ParameterizedTest
    @CsvSource({
        "memory.page, memory.pages",
        "memory_pages, memory.pages",
        "Memory.Pages, memory.pages",
        "memroy.pages, memory.pages",
        "import.allowed, imports.allowed",
        "imports.allow, imports.allowed",
        "mth.wasm, math.wasm",
        "math, math.wasm",
        "MATH.WASM, math.wasm",
        "mahts.wasm,",
        "lst, list",
        "lsit, list",
        "l, ls",
        "nosuch,",
        "list,",
        "'',",
    })
    void isWhatWasProbablyMeant(String wanted, String near) {
        assertEquals(Optional.ofNullable(near), NearName.of(wanted, NAMES));
    }

    @Test
    void theNearestIsTakenAndOfEquallyNearOnesTheFirstByAlphabet() {
        assertEquals(Optional.of("cat"), NearName.of("bat", List.of("rat", "cat", "hat")));
        assertEquals(Optional.of("deadline"), NearName.of("deadlin", List.of("deadlier", "deadline")));
    }

    @Test
    void theHintIsEmptyWhereNothingIsNear() {
        assertEquals("; did you mean list?", NearName.hint("lists", NAMES));
        assertEquals("", NearName.hint("quite another", NAMES));
    }
}
