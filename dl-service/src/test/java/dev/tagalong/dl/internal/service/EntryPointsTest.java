package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.EntryPoint;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.packaging.ModuleDescription;
import dev.tagalong.dl.packaging.ModuleDescription.Kind;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

/** What makes a module a program is the same for who runs it, who describes it and who shows it. */
class EntryPointsTest extends LinkerHarness {

    private static final int I32 = 0x7F;
    private static final int F64 = 0x7C;
    private static final Map<String, byte[]> TYPES = Map.of(
            "nothing", bytes(0x60, 0, 0),
            "status", bytes(0x60, 0, 1, I32),
            "arguments", bytes(0x60, 2, I32, I32, 1, I32),
            "odd", bytes(0x60, 1, F64, 1, I32));

    /** Modules are named by their export, its type, and where they belong: {@code main status library}. */
    @Override
    byte[] binary(String file) {
        String[] parts = file.split(" ");
        byte[] dylink = bytes(0, 15, "dylink.0", 1, 4, 0, 0, 0, 0);
        byte[] type = section(1, bytes(1, TYPES.get(parts[1])));
        byte[] code =
                section(10, bytes(1, parts[1].equals("nothing") ? bytes(2, 0, 0x0B) : bytes(4, 0, 0x41, 7, 0x0B)));
        byte[] export = bytes(parts[0], 0, 0);
        return switch (parts.length == 2 ? "" : parts[2]) {
            case "library" -> module(dylink, type, section(3, bytes(1, 0)), section(7, bytes(1, export)), code);
            case "main" ->
                module(
                        dylink,
                        type,
                        section(3, bytes(1, 0)),
                        section(4, bytes(1, 0x70, 0, 0)),
                        section(7, bytes(2, export, "__indirect_function_table", 1, 0)),
                        code);
            default -> module(type, section(3, bytes(1, 0)), section(7, bytes(1, export)), code);
        };
    }

    private static byte[] module(byte[]... sections) {
        return bytes(0, (int) 'a', (int) 's', (int) 'm', 1, 0, 0, 0, bytes((Object[]) sections));
    }

    private static byte[] section(int id, byte[] contents) {
        return bytes(id, contents.length, contents);
    }

    /** Bytes, byte arrays, and names with their lengths. */
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

    private Module module(String file) {
        return engine.load(file, binary(file));
    }

    private Kind kind(String file) {
        return ModuleDescription.of(module(file), file, file, Version.emptyVersion)
                .kind();
    }

    @ParameterizedTest
    @CsvSource({
        "_start nothing,            0",
        "_start status,             7",
        "main nothing,              0",
        "main status,               7",
        "main arguments,            7",
        "__main_void status,        7",
        "__main_argc_argv arguments,7",
        "main status main,          7",
        "__main_void status main,   7"
    })
    void everyEntryPointMakesAProgram(String file, int status) {
        assertEquals(Kind.PROGRAM, kind(file));
        deploy(file);
        assertTrue(EntryPoint.of(linker.symbols(file)).orElseThrow().fits());
        Program program = closing(linker.load(file, ProcessEnvironment.EMPTY));
        assertEquals(status, program.run());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mains status", "_initialize nothing", "__main status"})
    void othersAreLibraries(String file) {
        assertEquals(Kind.LIBRARY, kind(file));
        deploy(file);
        assertTrue(EntryPoint.of(linker.symbols(file)).isEmpty());
        Program program = closing(linker.load(file, ProcessEnvironment.EMPTY));
        assertSays(assertThrows(DlException.class, program::run).getMessage(), "no entry point", "__main_void");
    }

    @Test
    void aTypeThatNoneHas() {
        EntryPoint odd = EntryPoint.of(module("main odd")).orElseThrow();
        assertFalse(odd.fits());
        assertEquals("main", odd.name());
        assertEquals(Kind.PROGRAM, kind("main odd"), "it is meant to be one, and running it says what is wrong");
    }

    @Test
    void aLibraryMayHaveAMain() {
        assertEquals(Kind.SHARED, kind("main status library"));
        assertEquals(Kind.PROGRAM, kind("_start nothing library"));
    }

    /** Emscripten's main modules say that they are relocatable, and are not. */
    @Test
    void whatBringsItsTableHasAPlaceOfItsOwn() {
        assertTrue(ModuleDescription.positionIndependent(module("main status library")));
        assertFalse(ModuleDescription.positionIndependent(module("main status main")));
        assertFalse(ModuleDescription.positionIndependent(module("main status")));
        deploy("main status main");
        assertEquals(
                7, closing(linker.open("main status main")).function("main").call());
    }
}
