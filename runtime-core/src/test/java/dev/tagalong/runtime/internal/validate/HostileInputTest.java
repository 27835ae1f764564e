package dev.tagalong.runtime.internal.validate;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.ModuleAssertions.assertRefused;
import static dev.tagalong.runtime.testing.ModuleAssertions.load;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.text.Disassembler;
import dev.tagalong.runtime.testing.KitchenSink;
import dev.tagalong.runtime.testing.TestModules;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Binaries that are broken, or made to hurt: each is loaded or refused with a {@link ModuleException}, whose offset lies
 * in the binary, and takes memory in proportion to its size.
 */
class HostileInputTest {

    private static final int[] TELLING = {0x00, 0x01, 0x0B, 0x40, 0x7F, 0x80, 0xFC, 0xFF};
    private static final byte[] NOTHING = functionType(vector(), vector());

    /** Loads if it can be, and then disassembles too. */
    private static boolean survives(byte[] binary) {
        try {
            WasmModule module = load(binary);
            Disassembler disassembler = new Disassembler(module);
            for (int i = 0; i < module.allFunctions().size(); i++) {
                assertFalse(disassembler.function(i).isEmpty());
            }
            return true;
        } catch (ModuleException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= binary.length, e.getMessage());
            assertFalse(e.section().isEmpty());
            return false;
        }
    }

    @Test
    void cutAtEveryByte() {
        for (byte[] binary : new byte[][] {KitchenSink.binary(), TestModules.hello()}) {
            for (int length = 0; length < binary.length; length++) {
                survives(Arrays.copyOf(binary, length));
            }
        }
    }

    @Test
    void bytesChanged() {
        int loaded = mutate(KitchenSink.binary(), 20_000, 1) + mutate(TestModules.hello(), 2_000, 2);
        assertTrue(loaded > 1000, loaded + " mutants loaded, so that the mutation is too coarse");
    }

    private static int mutate(byte[] original, int mutants, long seed) {
        Random random = new Random(seed);
        int loaded = 0;
        for (int i = 0; i < mutants; i++) {
            byte[] mutant = original.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int value = random.nextBoolean() ? random.nextInt(256) : TELLING[random.nextInt(TELLING.length)];
                mutant[8 + random.nextInt(mutant.length - 8)] = (byte) value;
            }
            loaded += survives(mutant) ? 1 : 0;
        }
        return loaded;
    }

    @Test
    void bytesInsertedRemovedAndMoved() {
        byte[] original = KitchenSink.binary();
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            int from = random.nextInt(original.length);
            int length = random.nextInt(Math.min(16, original.length - from) + 1);
            byte[] head = Arrays.copyOf(original, from);
            byte[] piece = Arrays.copyOfRange(original, from, from + length);
            byte[] tail = Arrays.copyOfRange(original, from + length, original.length);
            survives(bytes(head, tail));
            survives(bytes(head, piece, piece, tail));
            survives(bytes(head, tail, piece));
        }
    }

    /** Each section is read on its own terms, though sizes outside of it fit. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void noiseInEverySection(int id) {
        Random random = new Random(id);
        byte[] before = module(vectorSection(1, NOTHING));
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            for (int j = 0; j < noise.length; j++) {
                if (random.nextInt(3) == 0) {
                    noise[j] = (byte) random.nextInt(3);
                }
            }
            survives(bytes(id == 1 ? module() : before, section(id, noise)));
        }
    }

    @Test
    void noiseAsBodies() {
        Random random = new Random(4);
        for (int i = 0; i < 50_000; i++) {
            byte[] noise = new byte[1 + random.nextInt(30)];
            random.nextBytes(noise);
            survives(functionModule(NOTHING, 0x00, noise));
        }
    }

    private static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        action.run();
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13})
    void countsThatTheBytesCannotHold(int id) {
        for (int count : new int[] {1000, 1_000_000, Integer.MAX_VALUE, -1}) {
            byte[] binary = module(section(id, u32(count), new byte[16]));
            long allocated = allocatedBy(() -> assertFalse(survives(binary)));
            assertTrue(allocated < 1_000_000, allocated + " bytes for " + count + " entries");
        }
    }

    @Test
    void countsWithinEntries() {
        assertFalse(survives(module(vectorSection(1, bytes(0x60, u32(-1), 0)))));
        assertFalse(survives(module(vectorSection(9, bytes(1, 0, u32(-1), 0)))));
        assertFalse(survives(module(vectorSection(9, bytes(5, FUNCREF, u32(Integer.MAX_VALUE), 0)))));
        assertFalse(survives(module(vectorSection(11, bytes(1, u32(-1), 0)))));
        assertFalse(survives(functionModule(NOTHING, 0x41, 0, 0x0E, u32(-1), 0)));
        assertFalse(survives(functionModule(NOTHING, 0x00, 0x1C, u32(-1), I32)));
    }

    @Test
    void moreEntriesThanTheEngineHolds() {
        byte[] types = new byte[3 * 1_000_001];
        for (int i = 0; i < types.length; i += 3) {
            types[i] = 0x60;
        }
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: 1000001 types",
                module(section(1, u32(1_000_001), types)));
        load(module(section(1, u32(1_000_000), Arrays.copyOf(types, 3_000_000))));
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: 1000001 functions",
                module(vectorSection(1, NOTHING), section(3, u32(1_000_001), new byte[1_000_001])));
    }

    @Test
    void overlongNumbersEverywhere() {
        byte[] overlong = bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00);
        for (int opcode = 0x02; opcode < 0x43; opcode++) {
            Opcode known = Opcode.ofByte(opcode);
            if (known == null || known.immediate() == Immediate.NONE) {
                continue;
            }
            assertFalse(survives(functionModule(NOTHING, 0x00, opcode, overlong, overlong)), "opcode " + opcode);
        }
        for (int id = 1; id < 13; id++) {
            assertFalse(survives(module(section(id, overlong))), "section " + id);
        }
        assertFalse(survives(module(bytes(1, overlong))));
    }

    private static byte[] repeat(int times, int... code) {
        byte[] all = new byte[times * code.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) code[i % code.length];
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02, 0x03})
    void aMillionNestedBlocks(int opener) {
        byte[] open = repeat(1_000_000, opener, 0x40);
        load(functionModule(NOTHING, open, repeat(1_000_000, END)));
        assertRefused(Reason.MALFORMED, "unexpected end", functionModule(NOTHING, open));
    }

    @Test
    void aMillionNestedConditions() {
        byte[] open = repeat(1_000_000, 0x41, 0, 0x04, 0x40);
        load(functionModule(NOTHING, open, repeat(1_000_000, 0x05, END)));
    }

    @Test
    void aMillionBlocksInAConstantExpression() {
        byte[] blocks = bytes(repeat(1_000_000, 0x02, 0x40), repeat(1_000_000, END));
        assertRefused(
                Reason.INVALID, "constant expression required", module(vectorSection(6, bytes(I32, 0, blocks, END))));
        assertFalse(survives(module(vectorSection(6, bytes(I32, 0, repeat(1_000_000, 0x02, 0x40))))));
    }

    @Test
    void disassemblyStaysInProportion() {
        int depth = 20_000;
        byte[] deep = functionModule(NOTHING, repeat(depth, 0x02, 0x40), repeat(depth, END));
        WasmModule module = load(deep);
        long allocated = allocatedBy(() -> new Disassembler(module).function(0));
        assertTrue(allocated < 10_000L * depth, allocated + " bytes");
    }

    @Test
    void operandsAreBounded() {
        load(functionModule(NOTHING, repeat(1_000_000, 0x41, 0), repeat(1_000_000, 0x1A)));
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: more than 1000000 operands",
                functionModule(NOTHING, repeat(1_000_001, 0x41, 0)));
        Object[] thousand = new Object[1000];
        Arrays.fill(thousand, I32);
        byte[] producer = functionType(vector(), vector(thousand));
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: more than 1000000 operands",
                functionModule(producer, repeat(1_001, 0x10, 0)));
    }

    @Test
    void operandChecksAreBounded() {
        Object[] thousand = new Object[1000];
        Arrays.fill(thousand, I32);
        byte[] type = functionType(vector(thousand), vector(thousand));
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: too many operands to check",
                functionModule(type, 0x00, repeat(1_000_000, 0x02, 0, END)));
    }

    @Test
    void manyFunctionsOfManyLocals() {
        int functions = 100_000;
        byte[] body = body(vector(locals(50_000, I64)));
        int[] code = new int[body.length];
        for (int i = 0; i < code.length; i++) {
            code[i] = body[i];
        }
        byte[] binary = module(
                vectorSection(1, NOTHING),
                section(3, u32(functions), new byte[functions]),
                section(10, u32(functions), repeat(functions, code)));
        long allocated = allocatedBy(() -> load(binary));
        assertTrue(allocated < 1000L * binary.length, allocated + " bytes for " + binary.length);
    }

    @Test
    void manyBranchTables() {
        byte[] table = bytes(0x0E, u32(60_000), new byte[60_001]);
        byte[] code = bytes(0x00, table, table, table, table, table, table, table, table);
        load(functionModule(NOTHING, code));
    }

    @Test
    void manyRunsOfLocals() {
        byte[] runs = repeat(1_000_000, 0, 0x7F);
        load(module(
                vectorSection(1, NOTHING), vectorSection(3, 0), vectorSection(10, body(bytes(u32(1_000_000), runs)))));
        assertRefused(
                Reason.UNSUPPORTED,
                "implementation limit exceeded: too many locals",
                module(
                        vectorSection(1, NOTHING),
                        vectorSection(3, 0),
                        vectorSection(10, body(bytes(u32(50_002), repeat(25_001, 1, 0x7F, 1, 0x7E))))));
    }
}
