package dev.tagalong.runtime.internal.tier;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.AddressType;
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

    /** With those past 32 and 63 bits. */
    private static final long[] OFFSETS_64 = {0, 3, 0x7FFF_FFFFL, 0x8000_0000L, 0x1_0000_0003L, Long.MIN_VALUE, -3};

    private static final List<Opcode> ACCESSES = Arrays.stream(Opcode.values())
            .filter(o -> o.feature().offered() && o.immediate() == Immediate.MEMARG && o.form() != Form.ATOMIC)
            .filter(o -> !o.accessesVector())
            .toList();

    private final Instance instance;
    private final boolean wide;
    private final Map<Long, Byte> model = new HashMap<>();

    AccessModel(Instance instance) {
        this.instance = instance;
        this.wide = instance.memory().type().addressType() == AddressType.I64;
    }

    /** Functions {@code MNEMONIC OFFSET}, and {@code grow}. */
    static byte[] module(int pages) {
        return module(pages, AddressType.I32);
    }

    private static long[] offsets(boolean wide) {
        return wide ? OFFSETS_64 : OFFSETS;
    }

    /** As the other, with a memory of such addresses. */
    static byte[] module(int pages, AddressType address) {
        boolean wide = address == AddressType.I64;
        long[] offsets = offsets(wide);
        int count = ACCESSES.size();
        Object[] types = new Object[count + 1];
        Object[] functions = new Object[count * offsets.length + 1];
        Object[] exports = new Object[functions.length + 1];
        Object[] bodies = new Object[functions.length];
        for (int a = 0; a < count; a++) {
            Opcode opcode = ACCESSES.get(a);
            List<ValueType> operands = opcode.signature(Addressing.of(address)).operands();
            types[a] = functionType(codes(operands), codes(opcode.signature().results()));
            for (int o = 0; o < offsets.length; o++) {
                int index = a * offsets.length + o;
                functions[index] = u32(a);
                exports[index] = bytes(name(opcode, offsets[o]), 0, u32(index));
                byte[] access = bytes(opcode.code(), 0, u64(offsets[o]));
                bodies[index] = body(vector(), localGet(0), operands.size() == 2 ? localGet(1) : new byte[0], access);
            }
        }
        int last = functions.length - 1;
        int addressCode = code(address.valueType());
        types[count] = functionType(vector(addressCode), vector(addressCode));
        functions[last] = u32(count);
        bodies[last] = body(vector(), localGet(0), bytes(0x40, 0));
        exports[last] = bytes("grow", 0, u32(last));
        exports[last + 1] = bytes("memory", 2, 0);
        return dev.tagalong.runtime.testing.Binary.module(
                vectorSection(1, types),
                vectorSection(3, functions),
                vectorSection(5, bytes(wide ? 4 : 0, u32(pages))),
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
        Object grown = instance.function("grow").call(box(pages));
        assertEquals(box(before), grown);
        assertEquals(before + pages, instance.memory().pages());
    }

    private Object box(long address) {
        return wide ? (Object) address : (Object) (int) address;
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
            long offset = offsets(wide)[random.nextInt(offsets(wide).length)];
            long base = address(random) - offset;
            if (!wide && (base < 0 || base >= 1L << 32)) {
                base = Integer.toUnsignedLong(random.nextInt());
            }
            access(opcode, base, offset, random.nextLong());
        }
    }

    private void access(Opcode opcode, long base, long offset, long bits) {
        long address = base + offset;
        boolean overflows = Long.compareUnsigned(address, base) < 0;
        int width = width(opcode);
        boolean store = opcode.signature().operands().size() == 2;
        var function = instance.function(name(opcode, offset));
        Object[] arguments = store
                ? new Object[] {box(base), box(opcode.signature().operands().get(1), bits)}
                : new Object[] {box(base)};
        if (overflows || address < 0 || address > instance.memory().byteSize() - width) {
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
