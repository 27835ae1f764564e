package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** All loads and stores of an instance, and a map of bytes that they are compared with. */
final class AccessModel {

    /** The second is the largest that the first strategy's code adds to an address. */
    private static final long[] OFFSETS = {0, 3, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFF0L};

    private static final List<Opcode> ACCESSES = Arrays.stream(Opcode.values())
            .filter(o -> o.feature().offered() && o.immediate() == Immediate.MEMARG)
            .toList();

    private final Instance instance;
    private final Map<Long, Byte> model = new HashMap<>();

    AccessModel(Instance instance) {
        this.instance = instance;
    }

    /** Functions {@code MNEMONIC OFFSET}, and {@code grow}. */
    static byte[] module(int pages) {
        int count = ACCESSES.size();
        Object[] types = new Object[count + 1];
        Object[] functions = new Object[count * OFFSETS.length + 1];
        Object[] exports = new Object[functions.length + 1];
        Object[] bodies = new Object[functions.length];
        for (int a = 0; a < count; a++) {
            Opcode opcode = ACCESSES.get(a);
            List<ValueType> operands = opcode.signature().operands();
            types[a] = functionType(codes(operands), codes(opcode.signature().results()));
            for (int o = 0; o < OFFSETS.length; o++) {
                int index = a * OFFSETS.length + o;
                functions[index] = u32(a);
                exports[index] = bytes(name(opcode, OFFSETS[o]), 0, u32(index));
                byte[] access = bytes(opcode.code(), 0, u64(OFFSETS[o]));
                bodies[index] = body(vector(), localGet(0), operands.size() == 2 ? localGet(1) : new byte[0], access);
            }
        }
        int last = functions.length - 1;
        types[count] = functionType(vector(I32), vector(I32));
        functions[last] = u32(count);
        bodies[last] = body(vector(), localGet(0), bytes(0x40, 0));
        exports[last] = bytes("grow", 0, u32(last));
        exports[last + 1] = bytes("memory", 2, 0);
        return dev.tagalong.runtime.testing.Binary.module(
                vectorSection(1, types),
                vectorSection(3, functions),
                vectorSection(5, bytes(0, u32(pages))),
                vectorSection(7, exports),
                vectorSection(10, bodies));
    }

    private static String name(Opcode opcode, long offset) {
        return opcode.mnemonic() + " " + offset;
    }

    private static byte[] codes(List<ValueType> types) {
        return vector(types.stream().map(AccessModel::code).toArray());
    }

    private static int code(ValueType type) {
        return switch (type.toString()) {
            case "i32" -> I32;
            case "i64" -> I64;
            case "f32" -> F32;
            default -> F64;
        };
    }

    void grow(int pages) {
        long before = instance.memory().pages();
        assertEquals((int) before, instance.function("grow").call(pages));
        assertEquals(before + pages, instance.memory().pages());
    }

    /** Near the ends of a few pages. */
    private long address(Random random) {
        long pages = instance.memory().pages();
        long[] ends = {0, 1, Math.min(pages, 32_767), Math.min(pages, 32_768), pages, pages};
        return ends[random.nextInt(ends.length)] * MemoryType.PAGE_SIZE - 12 + random.nextInt(24);
    }

    void run(Random random, int steps) {
        for (int i = 0; i < steps; i++) {
            Opcode opcode = ACCESSES.get(random.nextInt(ACCESSES.size()));
            long offset = OFFSETS[random.nextInt(OFFSETS.length)];
            long base = address(random) - offset;
            if (base < 0 || base >= 1L << 32) {
                base = random.nextInt();
            }
            access(opcode, (int) base, offset, random.nextLong());
        }
    }

    private void access(Opcode opcode, int base, long offset, long bits) {
        long address = Integer.toUnsignedLong(base) + offset;
        int width = width(opcode);
        boolean store = opcode.signature().operands().size() == 2;
        var function = instance.function(name(opcode, offset));
        Object[] arguments =
                store ? new Object[] {base, box(opcode.signature().operands().get(1), bits)} : new Object[] {base};
        if (address + width > instance.memory().byteSize()) {
            Trap trap = assertThrows(Trap.class, () -> function.call(arguments));
            assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind());
        } else if (store) {
            function.call(arguments);
            for (int i = 0; i < width; i++) {
                model.put(address + i, (byte) (bits >>> 8 * i));
            }
        } else {
            long raw = 0;
            for (int i = 0; i < width; i++) {
                raw |= (model.getOrDefault(address + i, (byte) 0) & 0xFFL) << 8 * i;
            }
            int unused = 64 - 8 * width;
            long expected = opcode.mnemonic().endsWith("_u") ? raw : raw << unused >> unused;
            ValueType type = opcode.signature().results().get(0);
            assertEquals(bits(box(type, expected)), bits(function.call(arguments)), () -> opcode + " at " + address);
        }
    }

    private static int width(Opcode opcode) {
        String mnemonic = opcode.mnemonic();
        for (int bits : new int[] {8, 16, 32}) {
            if (mnemonic.contains("load" + bits) || mnemonic.contains("store" + bits)) {
                return bits / 8;
            }
        }
        return mnemonic.startsWith("i64") || mnemonic.startsWith("f64") ? 8 : 4;
    }

    private static Object box(ValueType type, long bits) {
        return switch (type.toString()) {
            case "i32" -> (int) bits;
            case "i64" -> bits;
            case "f32" -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    private static long bits(Object value) {
        if (value instanceof Float f) {
            return Float.floatToRawIntBits(f);
        }
        return value instanceof Double d ? Double.doubleToRawLongBits(d) : ((Number) value).longValue();
    }
}
