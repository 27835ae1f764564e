package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.testing.Contender;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each atomic instruction on one thread, on memories that are shared and others. */
class AtomicInstructionsTest {

    private static final int OFFSET = 16;
    private static final int SHARED = 0;
    private static final int OWN = 1;

    static Stream<Contender> contenders() {
        return Contender.all();
    }

    private static List<Opcode> accesses() {
        return Arrays.stream(Opcode.values())
                .filter(o -> o.form() == Form.ATOMIC && o.mnemonic().charAt(0) == 'i')
                .toList();
    }

    private static byte[] encoded(Opcode opcode, int memory, int offset) {
        return bytes(0xFE, u32(opcode.code() & 0xFFFF), opcode.naturalAlignment() | 0x40, memory, u32(offset));
    }

    private static Program program() {
        Program program = new Program().importSharedMemory("env", "memory", 1, 2);
        program.memory(1);
        for (Opcode opcode : Opcode.values()) {
            if (opcode.form() == Form.ATOMIC && opcode != Opcode.ATOMIC_FENCE) {
                for (int memory : new int[] {SHARED, OWN}) {
                    function(program, opcode, memory, OFFSET, "");
                    function(program, opcode, memory, -1, " far");
                }
            }
        }
        program.function("fence", ":", "", 0xFE, 3, 0);
        return program;
    }

    private static void function(Program program, Opcode opcode, int memory, int offset, String suffix) {
        String text = opcode.signature().text().replace('a', 'i');
        byte[] operands = {};
        for (int i = 0; i < text.indexOf(':'); i++) {
            operands = bytes(operands, get(i));
        }
        String name = opcode.mnemonic() + " " + memory + suffix;
        program.function(name, text, "", operands, encoded(opcode, memory, offset));
    }

    private static Instance instance(Engine engine) {
        Memory shared = engine.memory(MemoryType.shared(SizeRange.between(1, 2)));
        Imports imports = Imports.builder().add("env", "memory", shared).build();
        return program().instantiate(engine, imports, InstanceLimits.DEFAULT);
    }

    private static Memory memory(Instance instance, int memory) {
        return (Memory) instance.export("memory" + memory);
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void whatIsThereAndWhatIsWritten(Contender contender) {
        Random random = new Random(5);
        try (Engine engine = contender.engine()) {
            Memory shared = engine.memory(MemoryType.shared(SizeRange.between(1, 2)));
            Imports imports = Imports.builder().add("env", "memory", shared).build();
            Instance instance = program().instantiate(engine, imports, InstanceLimits.DEFAULT);
            for (Opcode opcode : accesses()) {
                for (int memory : new int[] {SHARED, OWN}) {
                    Memory bytes = memory == SHARED ? shared : memory(instance, OWN);
                    for (int i = 0; i < 20; i++) {
                        check(opcode, instance, memory, bytes, random);
                    }
                }
            }
            instance.function("fence").call();
        }
    }

    private static void check(Opcode opcode, Instance instance, int memory, Memory bytes, Random random) {
        int width = opcode.effect().width();
        int address = random.nextInt(5) * width;
        long before = random.nextLong();
        long at = (address + OFFSET) & -8;
        bytes.writeLong(at, before);
        int shift = (address + OFFSET) % 8 * 8;
        long mask = width == 8 ? -1 : (1L << width * 8) - 1;
        long old = before >>> shift & mask;
        long operand = random.nextLong();
        boolean equal = random.nextBoolean();
        // Of what is compared, only the bits that are as many as there count.
        long expected = equal ? old | operand & ~mask : operand;
        boolean wide = opcode.signature().text().charAt(1) == 'l'
                || opcode.signature().text().endsWith("l");
        String name = opcode.mnemonic();
        long replacement = random.nextLong();
        Object[] operands = name.contains("load")
                ? new Object[] {address}
                : name.contains("cmpxchg")
                        ? new Object[] {address, number(expected, wide), number(replacement, wide)}
                        : new Object[] {address, number(operand, wide)};
        Object result = instance.function(name + " " + memory).call(operands);
        long changed = changed(name, old, operand, (expected & mask) == old, replacement) & mask;
        assertEquals(before & ~(mask << shift) | changed << shift, bytes.readLong(at), name);
        assertEquals(name.contains("store") ? null : number(old, wide), result, name);
    }

    private static Object number(long value, boolean wide) {
        if (wide) {
            return value;
        }
        return (int) value;
    }

    private static long changed(String name, long old, long operand, boolean equal, long replacement) {
        if (name.contains("load")) {
            return old;
        }
        if (name.contains("store")) {
            return operand;
        }
        String operation = name.substring(name.lastIndexOf('.') + 1).replace("_u", "");
        return switch (operation) {
            case "add" -> old + operand;
            case "sub" -> old - operand;
            case "and" -> old & operand;
            case "or" -> old | operand;
            case "xor" -> old ^ operand;
            case "xchg" -> operand;
            case "cmpxchg" -> equal ? replacement : old;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void whatTraps(Contender contender) {
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine);
            for (Opcode opcode : Opcode.values()) {
                if (opcode.form() == Form.ATOMIC && opcode != Opcode.ATOMIC_FENCE) {
                    for (int memory : new int[] {SHARED, OWN}) {
                        String name = opcode.mnemonic() + " " + memory;
                        int width = opcode.effect().width();
                        assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance, opcode, name, 0x1_0000 - OFFSET));
                        assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance, opcode, name, -width));
                        assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap(instance, opcode, name + " far", 1 + width));
                        if (width > 1) {
                            assertEquals(TrapKind.UNALIGNED_ATOMIC, trap(instance, opcode, name, width / 2));
                        }
                    }
                }
            }
        }
    }

    private static TrapKind trap(Instance instance, Opcode opcode, String name, int address) {
        Object[] operands = opcode.signature().operands().stream()
                .map(type -> number(0, type.toString().equals("i64")))
                .toArray();
        operands[0] = address;
        return assertThrows(Trap.class, () -> instance.function(name).call(operands))
                .kind();
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void onAMemoryThatIsNotSharedNobodyWaits(Contender contender) {
        try (Engine engine = contender.engine()) {
            Instance instance = instance(engine);
            assertEquals(0, instance.function("memory.atomic.notify 1").call(0, 5));
            Trap trap = assertThrows(
                    Trap.class,
                    () -> instance.function("memory.atomic.wait32 1").call(0, 1, -1L));
            assertEquals(TrapKind.EXPECTED_SHARED_MEMORY, trap.kind());
            assertEquals(1, instance.function("memory.atomic.wait32 0").call(0, 1, -1L));
            assertEquals(2, instance.function("memory.atomic.wait64 0").call(0, 0L, 1000L));
            assertEquals(0, instance.function("memory.atomic.notify 0").call(0, 5));
        }
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void withA64BitAddress(Contender contender) {
        try (Engine engine = contender.engine()) {
            Program program = new Program().importSharedMemory64("env", "memory", 1, 2);
            program.function("add", "li:i", "", get(0), get(1), 0xFE, 0x1E, 2, 8);
            program.function("far", "li:i", "", get(0), get(1), 0xFE, 0x1E, 2, u64(1L << 32));
            program.function("farthest", "li:i", "", get(0), get(1), 0xFE, 0x1E, 2, u64(-8));
            program.function("load", "l:l", "", get(0), 0x29, 3, 8);
            program.function("store", "ll:", "", get(0), get(1), 0x37, 3, 0);
            program.function("notify", "l:i", "", get(0), i32(1), 0xFE, 0x00, 2, 8);
            Memory memory = engine.memory(new MemoryType(SizeRange.between(1, 2), AddressType.I64, true, 65_536));
            Imports imports = Imports.builder().add("env", "memory", memory).build();
            Instance instance = program.instantiate(engine, imports, InstanceLimits.DEFAULT);
            assertEquals(0, instance.function("add").call(16L, 5));
            assertEquals(5, instance.function("add").call(16L, 5));
            assertEquals(10L, instance.function("load").call(16L));
            instance.function("store").call(24L, 77L);
            assertEquals(77, instance.function("add").call(16L, 0));
            assertEquals(0, instance.function("notify").call(16L));
            for (String name : new String[] {"add", "far", "farthest"}) {
                for (long address : new long[] {65_536, 1L << 32, -8, -4, Long.MIN_VALUE}) {
                    Trap trap = assertThrows(
                            Trap.class, () -> instance.function(name).call(address, 1), name + " " + address);
                    assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind());
                }
            }
            assertEquals(77, memory.readInt(24));
        }
    }
}
