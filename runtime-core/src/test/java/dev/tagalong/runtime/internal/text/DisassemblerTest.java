package dev.tagalong.runtime.internal.text;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.testing.KitchenSink;
import dev.tagalong.runtime.testing.TestModules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DisassemblerTest {

    private static final WasmModule SINK = load(KitchenSink.binary());

    /** The instructions of a function with blanks squeezed and offsets left out. */
    private static List<String> code(WasmModule module, int index) {
        List<String> lines = new ArrayList<>();
        for (String line : new Disassembler(module).function(index)) {
            if (line.startsWith("0x")) {
                lines.add(line.substring(line.indexOf(' ')).trim());
            }
        }
        return lines;
    }

    @Test
    void namesTypesAndLocals() {
        List<String> lines = new Disassembler(SINK).function(1);
        assertEquals("func[1] main () -> ()", lines.get(0));
        assertEquals("  local 0..1 i32", lines.get(1));
        assertEquals("  local 2 funcref", lines.get(2));
        assertEquals(
                "func[2] func[2] (i32, i64) -> (f32)",
                new Disassembler(SINK).function(2).get(0));
        assertEquals(List.of("func[0] env.call (i32, i64) -> (f32) imported"), new Disassembler(SINK).function(0));
    }

    @Test
    void immediates() {
        List<String> all = new ArrayList<>();
        for (int i = 1; i < 4; i++) {
            all.addAll(code(SINK, i));
        }
        assertTrue(all.contains("f32.load 1 offset=16 align=4"), all.toString());
        assertTrue(all.contains("f32.const 1.0"));
        assertTrue(all.contains("br_table 0 1 2"));
        assertTrue(all.contains("if (result i32)"));
        assertTrue(all.contains("memory.init 1"));
        assertTrue(all.contains("memory.copy 0 1"));
        assertTrue(all.contains("table.init 0 1"));
        assertTrue(all.contains("call_indirect (type 1) ;; (i32, i64) -> (f32)"));
        assertTrue(all.contains("return_call_indirect (type 2) ;; (i32) -> (i32, i32)"));
        assertTrue(all.contains("block (type 2) ;; (i32) -> (i32, i32)"));
    }

    @Test
    void offsetsPointAtTheInstructions() {
        for (String line : new Disassembler(SINK).function(1)) {
            if (line.endsWith(" br_table 0 1 2")) {
                int offset = Integer.decode(line.substring(0, line.indexOf(' ')));
                assertEquals(0x0E, SINK.binary()[offset]);
            }
        }
    }

    @Test
    void blocksAreIndented() {
        WasmModule module =
                load(functionModule(functionType(vector(), vector()), 0x02, 0x40, 0x03, 0x40, 0x01, END, END));
        List<String> lines = new Disassembler(module).function(0);
        assertEquals("0x000017   block", lines.get(1));
        assertEquals("0x000019     loop", lines.get(2));
        assertEquals("0x00001b       nop", lines.get(3));
        assertEquals("0x00001c     end", lines.get(4));
        assertEquals("0x00001e end", lines.get(6));
    }

    @Test
    void callsAndReferencesAreNamed() {
        byte[] type = functionType(vector(), vector());
        WasmModule module = load(module(
                vectorSection(1, type),
                vectorSection(2, bytes("env", "puts", 0, 0)),
                vectorSection(3, 0),
                vectorSection(7, bytes("go", 0, 1)),
                vectorSection(10, body(vector(), 0x10, 0, 0x10, 1, 0xD2, 1, 0x1A, 0xD0, 0x6F, 0x1A))));
        assertEquals(
                List.of(
                        "call 0 ;; env.puts",
                        "call 1 ;; go",
                        "ref.func 1 ;; go",
                        "drop",
                        "ref.null extern",
                        "drop",
                        "end"),
                code(module, 1));
    }

    @Test
    void exceptions() {
        byte[] type = functionType(vector(), vector());
        byte[] legacy = bytes(0x06, 0x40, 0x06, 0x40, 0x18, 0, 0x07, 2, 0x09, 0, 0x19, END);
        WasmModule module = load(module(
                vectorSection(1, type),
                vectorSection(2, bytes("env", "imported", 4, 0, 0)),
                vectorSection(3, 0),
                vectorSection(13, bytes(0, 0), bytes(0, 0)),
                vectorSection(7, bytes("exported", 4, 1)),
                vectorSection(
                        10,
                        body(
                                vector(),
                                0x02,
                                0x40,
                                bytes(0x1F, 0x40, vector(bytes(0, 0, 0), bytes(2, 0)), 0x08, 2, END),
                                END,
                                legacy)),
                custom("name", section(11, vector(bytes(2, "named"))))));
        assertEquals(
                List.of(
                        "block",
                        "try_table (catch 0 0) (catch_all 0)",
                        "throw 2 ;; named",
                        "end",
                        "end",
                        "try",
                        "try",
                        "delegate 0",
                        "catch 2 ;; named",
                        "rethrow 0",
                        "catch_all",
                        "end",
                        "end"),
                code(module, 0));
        assertEquals(
                List.of("env.imported", "exported", "named"),
                IntStream.range(0, 3).mapToObj(i -> TagNames.find(module, i)).toList());
    }

    @Test
    void typesAreWrittenByNameOrIndex() {
        byte[] base = bytes(0x50, 0, 0x5F, vector(bytes(I32, 1)));
        byte[] point = bytes(0x4F, vector(0), 0x5F, vector(bytes(I32, 1), bytes(0x63, 1, 0)));
        byte[] names = custom(
                "name",
                section(4, vector(bytes(1, "Point"))),
                section(10, vector(bytes(1, vector(bytes(0, "x"), bytes(1, "next"))))));
        WasmModule module = load(module(
                vectorSection(1, base, point, bytes(0x5E, 0x78, 1), functionType(vector(bytes(0x63, 1)), vector(I32))),
                vectorSection(3, 3),
                vectorSection(
                        10,
                        body(
                                vector(bytes(1, 0x64, 0)),
                                bytes(0x20, 0, 0xFB, 2, 1, 0, 0x1A, 0xFB, 1, 1, 0x21, 1),
                                bytes(
                                        0x20, 1, 0xFB, 0x17, 1, 0xD4, 0x1A, 0x02, 0x63, 1, 0xD0, 0, 0xFB, 0x18, 3, 0, 0,
                                        1),
                                bytes(0x1A, 0xD0, 1, 0x0B, 0x1A, 0xFB, 8, 2, 0, 0xFB, 15))),
                names));
        List<String> lines = new Disassembler(module).function(0);
        assertEquals("func[0] func[0] ((ref null $Point)) -> (i32)", lines.get(0));
        assertEquals("  local 1 (ref 0)", lines.get(1));
        assertEquals(
                List.of(
                        "local.get 0",
                        "struct.get 1 0 ;; $Point.x (mut i32)",
                        "drop",
                        "struct.new_default 1 ;; $Point sub 0 struct ((mut i32), (ref null $Point))",
                        "local.set 1",
                        "local.get 1",
                        "ref.cast (ref null $Point)",
                        "ref.as_non_null",
                        "drop",
                        "block (result (ref null $Point))",
                        "ref.null 0",
                        "br_on_cast 0 (ref null 0) (ref null $Point)",
                        "drop",
                        "ref.null $Point",
                        "end",
                        "drop",
                        "array.new_fixed 2 0 ;; array ((mut i8))",
                        "array.len",
                        "end"),
                code(module, 0));
    }

    @Test
    void everyFunctionOfACompiledProgram() {
        WasmModule module = load(TestModules.hello());
        Disassembler disassembler = new Disassembler(module);
        int lines = 0;
        for (int i = 0; i < module.allFunctions().size(); i++) {
            lines += disassembler.function(i).size();
        }
        assertTrue(lines > 5000, lines + " lines");
    }

    @Test
    void unknownFunctions() {
        Disassembler disassembler = new Disassembler(SINK);
        assertThrows(IllegalArgumentException.class, () -> disassembler.function(4));
        assertThrows(IllegalArgumentException.class, () -> disassembler.function(-1));
    }
}
