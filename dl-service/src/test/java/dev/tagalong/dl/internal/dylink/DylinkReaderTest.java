package dev.tagalong.dl.internal.dylink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ModuleException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sections {@code dylink.0} and {@code dylink}: whole, partial, newer than we know, and wrong. */
class DylinkReaderTest {

    private final Engine engine = Engine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void everySubsection() {
        Dylink dylink = read(section(
                "dylink.0",
                part(1, 0xE8, 7, 4, 3, 1),
                part(2, 2, "liba.so", "libb.so"),
                part(3, 1, "counter", 0x80, 2),
                part(4, 2, "env", "maybe", 0x11, "GOT.mem", "other", 1),
                part(5, 1, "$ORIGIN/lib")));
        assertEquals(1000, dylink.memorySize());
        assertEquals(4, dylink.memoryAlignment());
        assertEquals(3, dylink.tableSize());
        assertEquals(1, dylink.tableAlignment());
        assertEquals(List.of("liba.so", "libb.so"), dylink.needed());
        assertTrue(dylink.exportIs("counter", Dylink.TLS));
        assertTrue(dylink.importIs("env", "maybe", Dylink.WEAK));
        assertTrue(dylink.importIs("GOT.mem", "other", Dylink.WEAK));
        assertEquals(Map.of("counter", Dylink.TLS), dylink.exports());
        assertEquals(List.of("$ORIGIN/lib"), dylink.runtimePath());
    }

    @Test
    void theOlderSection() {
        Dylink dylink = read(section("dylink", bytes(16, 2, 5, 0, 1, "libc.so")));
        assertEquals(16, dylink.memorySize());
        assertEquals(2, dylink.memoryAlignment());
        assertEquals(5, dylink.tableSize());
        assertEquals(List.of("libc.so"), dylink.needed());
        assertTrue(dylink.imports().isEmpty());
    }

    @Test
    void unknownSubsectionsAreSkipped() {
        assertEquals(
                8,
                read(section("dylink.0", part(6, "wasm32"), part(1, 8, 0, 0, 0), part(99, 1, 2, 3), part(6)))
                        .memorySize());
    }

    /** As emscripten links programs that open libraries: a table that is exported, and the section. */
    @Test
    void aProgramWithAPlaceOfItsOwn() {
        byte[] table = bytes(4, 4, 1, 0x70, 0, 1, 7, 29, 1, "__indirect_function_table", 1, 0);
        byte[] imported = bytes(2, 35, 1, "env", "__indirect_function_table", 1, 0x70, 0, 1);
        byte[] exported = bytes(7, 29, 1, "__indirect_function_table", 1, 0);
        byte[] head = module(section("dylink.0", part(1, 8, 0, 0, 0)));
        assertEquals(Optional.empty(), DylinkReader.read(engine.load("m", bytes(head, table))));
        assertEquals(
                8,
                DylinkReader.read(engine.load("m", bytes(head, imported, exported)))
                        .orElseThrow()
                        .memorySize());
    }

    @Test
    void aSectionThatSaysNothing() {
        Dylink dylink = read(section("dylink.0"));
        assertEquals(0, dylink.memorySize());
        assertEquals(List.of(), dylink.needed());
    }

    @Test
    void aModuleWithoutOne() {
        assertTrue(DylinkReader.read(engine.load("m", module())).isEmpty());
        assertTrue(DylinkReader.read(engine.load("m", module(section("name")))).isEmpty());
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() {
        assertWrong(
                "sub-section 1 is said to have 5 bytes, and 2 are left (offset 0x15)",
                section("dylink.0", bytes(1, 5, 0, 0)));
        assertWrong("unexpected end in the table's alignment", section("dylink.0", part(1, 0, 0, 0)));
        assertWrong("1 bytes too many", section("dylink.0", part(1, 0, 0, 0, 0, 0)));
        assertWrong("sub-section 1 is there twice", section("dylink.0", part(1, 0, 0, 0, 0), part(1, 0, 0, 0, 0)));
        assertWrong("the section is there twice", section("dylink.0"), section("dylink.0"));
        assertWrong("the memory's alignment is 2 to the power of 32", section("dylink.0", part(1, 0, 32, 0, 0)));
        assertWrong("the table's alignment is 2 to the power of 200", section("dylink", bytes(0, 0, 0, 0xC8, 1, 0)));
        assertWrong("longer than 5 bytes", section("dylink.0", part(1, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0, 0, 0)));
        assertWrong("more than 32 bits", section("dylink.0", part(1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0)));
        assertWrong("a name is said to have 200 bytes", section("dylink.0", part(2, 1, 0xC8, 1)));
        assertWrong("a name is not UTF-8", section("dylink.0", part(2, 1, 1, 0xFF)));
        assertWrong("unexpected end", section("dylink.0", part(2, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F)));
        assertWrong("an export's flags", section("dylink.0", part(3, 1, "x")));
        assertWrong("an import's name", section("dylink.0", part(4, 1, "env")));
    }

    /** Whatever the bytes are, there is an answer or an error that names the section. */
    @Test
    void noise() {
        Random random = new Random(42);
        byte[] whole = part(1, 8, 0, 0, 0);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(24)];
            random.nextBytes(noise);
            byte[] contents = random.nextBoolean() ? bytes(whole, noise) : noise;
            String name = random.nextInt(4) == 0 ? "dylink" : "dylink.0";
            try {
                read(section(name, contents));
            } catch (DlException e) {
                assertTrue(e.getMessage().startsWith("malformed " + name + " section: "), e::getMessage);
            }
        }
    }

    @Test
    void aSectionThatIsNotTheFirst() {
        assertWrong("it is not the module's first section", section("name"), section("dylink.0"));
        byte[] types = bytes(1, 13, 4, 0x60, 0, 0, 0x60, 0, 0, 0x60, 0, 0, 0x60, 0, 0);
        assertWrong("it is not the module's first section", types, section("dylink.0"));
        assertEquals(
                8,
                read(section("dylink.0", part(1, 8, 0, 0, 0)), section("dylink"))
                        .memorySize());
    }

    /**
     * Sections of linkers with bytes changed at random: there is an answer, or an error that names the section and a place
     * in it. {@code -Dtagalong.fuzz=N} makes N times as many, {@code -Dtagalong.fuzz.seed} others.
     */
    @Test
    void changedSections() {
        Random random = new Random(Long.getLong("tagalong.fuzz.seed", 4));
        List<byte[]> seeds = List.of(
                section(
                        "dylink.0",
                        part(1, 0xE8, 7, 4, 3, 1),
                        part(2, 2, "liba.so", "libb.so"),
                        part(3, 1, "counter", 0x80, 2),
                        part(4, 2, "env", "maybe", 0x11, "GOT.mem", "other", 1),
                        part(5, 1, "$ORIGIN/lib"),
                        part(6, "wasm32")),
                section("dylink", bytes(16, 2, 5, 0, 2, "libc.so", "libm.so")));
        int understood = 0;
        for (int i = 0; i < 20_000 * Integer.getInteger("tagalong.fuzz", 1); i++) {
            byte[] binary = module(seeds.get(i % 2));
            try {
                Module module = engine.load("m", Mutations.mutate(binary, random, binary.length));
                understood += DylinkReader.read(module).isPresent() ? 1 : 0;
            } catch (ModuleException e) {
                // The engine's affair.
            } catch (DlException e) {
                assertTrue(e.getMessage().startsWith("malformed dylink"), e::getMessage);
                assertTrue(e.getMessage().contains("(offset 0x"), e::getMessage);
            }
        }
        assertTrue(understood > 0);
    }

    private void assertWrong(String text, byte[]... sections) {
        DlException e = assertThrows(DlException.class, () -> read(sections));
        assertTrue(e.getMessage().contains(text), e::getMessage);
        assertTrue(e.getMessage().contains("(offset 0x"), e::getMessage);
    }

    private Dylink read(byte[]... sections) {
        return DylinkReader.read(engine.load("m", module(sections))).orElseThrow();
    }

    private static byte[] module(byte[]... sections) {
        return bytes(0, 'a' + 0, 's' + 0, 'm' + 0, 1, 0, 0, 0, bytes((Object[]) sections));
    }

    private static byte[] section(String name, byte[]... contents) {
        byte[] all = bytes(name, bytes((Object[]) contents));
        return bytes(0, all.length, all);
    }

    private static byte[] part(int type, Object... contents) {
        byte[] all = bytes(contents);
        return bytes(type, all.length, all);
    }

    /** Bytes, byte arrays, and names with their lengths. Lengths stay below 128. */
    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer number) {
                out.write(number);
            } else if (part instanceof byte[] bytes) {
                out.writeBytes(bytes);
            } else {
                byte[] name = ((String) part).getBytes(StandardCharsets.UTF_8);
                out.write(name.length);
                out.writeBytes(name);
            }
        }
        return out.toByteArray();
    }
}
