package dev.tagalong.runtime.internal.binary;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.module.SegmentMode;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.testing.KitchenSink;
import dev.tagalong.runtime.testing.TestModules;
import org.junit.jupiter.api.Test;

class ModuleDecoderTest {

    @Test
    void theEmptyModule() {
        WasmModule module = ModuleDecoder.decode("empty.wasm", module());
        assertEquals("empty.wasm", module.name());
        assertEquals(8, module.byteSize());
        assertEquals(0, module.allFunctions().size());
        assertEquals(-1, module.startOffset());
        assertEquals(-1, module.dataCount());
    }

    @Test
    void everySection() {
        byte[] binary = KitchenSink.binary();
        WasmModule module = load(binary);
        assertSame(binary, module.binary());
        assertEquals(3, module.types().size());
        assertEquals(4, module.imports().size());
        assertEquals(4, module.allFunctions().size());
        assertEquals(1, module.importedFunctions());
        assertEquals(1, module.importedTables());
        assertEquals(1, module.importedMemories());
        assertEquals(1, module.importedGlobals());
        assertEquals(3, module.tables().size() + module.importedTables());
        assertEquals(2, module.allMemories().size());
        assertEquals(3, module.globals().size());
        assertEquals(4, module.exports().size());
        assertEquals(1, module.startFunction());
        assertEquals(8, module.elements().size());
        assertEquals(2, module.data().size());
        assertEquals(2, module.dataCount());
        assertEquals("sink", module.names().module());
        assertEquals("main", module.names().functions().get(1));
        assertEquals("dylink.0", module.customSections().get(0).name());
    }

    @Test
    void aCompiledProgram() {
        WasmModule module = load(TestModules.hello());
        assertEquals("_start", module.exports().get(1).name());
        assertEquals(
                module.allFunctions().size(),
                module.importedFunctions() + module.bodies().size());
    }

    @Test
    void headers() {
        assertRefused(Reason.MALFORMED, "unexpected end", new byte[0]);
        assertRefused(Reason.MALFORMED, "magic header not detected", bytes(0, 0x61, 0x73, 0x6E, 1, 0, 0, 0));
        assertRefused(Reason.MALFORMED, "unexpected end", bytes(0, 0x61, 0x73, 0x6D, 1));
        assertRefused(Reason.MALFORMED, "unknown binary version: 0x2", bytes(0, 0x61, 0x73, 0x6D, 2, 0, 0, 0));
        assertRefused(
                Reason.MALFORMED,
                "unknown binary version: a component, not a core module",
                bytes(0, 0x61, 0x73, 0x6D, 0x0D, 0, 1, 0));
    }

    @Test
    void sectionIdsAndSizes() {
        assertRefused(Reason.MALFORMED, "malformed section id: 14", module(section(14)));
        assertRefused(Reason.MALFORMED, "malformed section id: 255", module(section(255)));
        assertRefused(Reason.MALFORMED, "length out of bounds", module(1, 5, 0));
        assertRefused(Reason.MALFORMED, "length out of bounds", module(1, u32(-1), 0));
        assertRefused(Reason.MALFORMED, "unexpected end", module(1));
        assertRefused(Reason.MALFORMED, "section size mismatch", module(section(1, 0, 0)));
        assertRefused(Reason.MALFORMED, "unexpected end", module(section(1)));
    }

    @Test
    void sectionOrder() {
        int[] order = {1, 2, 3, 4, 5, 13, 6, 7, 9, 12, 10, 11};
        byte[] all = module();
        for (int id : order) {
            byte[] empty = section(id, 0);
            all = bytes(all, empty);
            load(all);
            assertRefused(Reason.MALFORMED, "unexpected content after last section", bytes(all, empty));
            assertRefused(Reason.MALFORMED, "unexpected content after last section", bytes(all, section(1, 0)));
        }
    }

    @Test
    void tags() {
        assertRefused(Reason.INVALID, "unknown type 0", module(section(13, 1, 0, 0)));
    }

    @Test
    void customSectionsStandAnywhereAndAreKept() {
        WasmModule module = load(module(custom("a", 1, 2), section(1, 0), custom("b"), custom("a", 3)));
        assertEquals(3, module.customSections().size());
        assertArrayEquals(bytes(1, 2), module.customSections().get(0).contents());
        assertEquals(12, module.customSections().get(0).offset());
        assertArrayEquals(bytes(), module.customSections().get(1).contents());
        assertEquals("a", module.customSections().get(2).name());
        assertRefused(Reason.MALFORMED, "unexpected end", module(section(0)));
        assertRefused(Reason.MALFORMED, "length out of bounds", module(section(0, 5, 0x61)));
        assertRefused(Reason.MALFORMED, "malformed UTF-8 encoding", module(section(0, 1, 0xFF)));
    }

    @Test
    void functionsAndBodies() {
        byte[] type = vectorSection(1, functionType(vector(), vector()));
        String lengths = "function and code section have inconsistent lengths";
        assertRefused(Reason.MALFORMED, lengths, module(type, vectorSection(3, 0)));
        assertRefused(
                Reason.MALFORMED, lengths, module(type, vectorSection(3, 0, 0), vectorSection(10, body(vector()))));
        assertRefused(Reason.MALFORMED, lengths, module(type, vectorSection(10, body(vector()))));
        ModuleException unknown = assertRefused(Reason.INVALID, "unknown type 1", module(type, vectorSection(3, 1)));
        assertEquals("function", unknown.section());
        assertEquals(8 + type.length + 3, unknown.offset());
    }

    @Test
    void dataCounts() {
        String lengths = "data count and data section have inconsistent lengths";
        assertRefused(Reason.MALFORMED, lengths, module(section(12, 1)));
        assertRefused(Reason.MALFORMED, lengths, module(section(12, 2), vectorSection(11, bytes(1, ""))));
        assertRefused(Reason.UNSUPPORTED, "implementation limit exceeded", module(section(12, u32(-1))));
        assertEquals(
                1,
                load(module(section(12, 1), vectorSection(11, bytes(1, "x")))).dataCount());
    }

    @Test
    void dataSegments() {
        byte[] memory = vectorSection(5, bytes(0, 1));
        WasmModule module = load(module(memory, vectorSection(11, bytes(0, 0x41, 4, END, "abc"), bytes(1, "de"))));
        assertEquals(SegmentMode.ACTIVE, module.data().get(0).mode());
        assertEquals(3, module.data().get(0).length());
        assertEquals('a', module.binary()[module.data().get(0).from()]);
        assertEquals(SegmentMode.PASSIVE, module.data().get(1).mode());
        assertRefused(Reason.MALFORMED, "malformed data segment kind: 3", module(memory, vectorSection(11, 3)));
        assertRefused(Reason.MALFORMED, "unexpected end", module(memory, vectorSection(11, bytes(1, 5, 0x61))));
        assertRefused(Reason.MALFORMED, "unexpected end", module(memory, vectorSection(11, bytes(1, u32(-1)))));
    }

    @Test
    void exportsAndStart() {
        assertRefused(Reason.MALFORMED, "malformed export kind: 5", module(vectorSection(7, bytes("x", 5, 0))));
        assertRefused(Reason.INVALID, "unknown tag 0", module(vectorSection(7, bytes("x", 4, 0))));
        assertRefused(Reason.INVALID, "unknown function 4294967295", module(section(8, u32(-1))));
    }

    @Test
    void expressionsMustEnd() {
        ModuleException thrown = assertRefused(
                Reason.MALFORMED, "unexpected end", module(vectorSection(6, bytes(I32, 0, 0x02, 0x40, 0x41, 0, END))));
        assertEquals("global", thrown.section());
        assertRefused(Reason.MALFORMED, "illegal opcode ff", module(vectorSection(6, bytes(I32, 0, 0xFF))));
        assertRefused(
                Reason.INVALID,
                "constant expression required",
                module(vectorSection(6, bytes(I32, 0, 0x02, 0x40, 0x03, 0x40, END, END, 0x41, 0, END))));
    }
}
