package dev.tagalong.runtime.internal.compile.vector;

import static dev.tagalong.runtime.internal.compile.vector.LaneType.*;
import static dev.tagalong.runtime.internal.compile.vector.Operator.*;
import static dev.tagalong.runtime.internal.opcode.Opcode.*;

import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.Arrays;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** What moves, widens or narrows lanes, as each version of the Vector API has it. */
final class MoveForms {

    private static final int BYTES = 16;

    private final Map<Opcode, VectorForm> forms;

    private MoveForms(Map<Opcode, VectorForm> forms) {
        this.forms = forms;
    }

    static void addTo(Map<Opcode, VectorForm> forms) {
        MoveForms all = new MoveForms(forms);
        all.splats();
        all.lanes();
        all.narrow();
        all.extensions();
        all.products();
        all.loads();
        forms.put(I8X16_SHUFFLE, (v, lane, low, high) -> shuffle(v, low, high, MoveForms::blendOfBoth));
        all.put(I8X16_SWIZZLE, MoveForms::swizzle);
        all.put(I8X16_RELAXED_SWIZZLE, MoveForms::swizzle);
    }

    private void put(Opcode opcode, VectorForm.Plain form) {
        forms.put(opcode, VectorForm.of(form));
    }

    private void splats() {
        splat(I8X16_SPLAT, BYTE);
        splat(I16X8_SPLAT, SHORT);
        splat(I32X4_SPLAT, INT);
        splat(I64X2_SPLAT, LONG);
        splat(F32X4_SPLAT, FLOAT);
        splat(F64X2_SPLAT, DOUBLE);
    }

    private void splat(Opcode opcode, LaneType type) {
        put(opcode, v -> v.broadcast(type).back(type));
    }

    /** Floats go by their bits: the Vector API's own methods may change those of a NaN. */
    private void lanes() {
        extract(I8X16_EXTRACT_LANE_S, BYTE, 0);
        extract(I8X16_EXTRACT_LANE_U, BYTE, 0xFF);
        extract(I16X8_EXTRACT_LANE_S, SHORT, 0);
        extract(I16X8_EXTRACT_LANE_U, SHORT, 0xFFFF);
        extract(I32X4_EXTRACT_LANE, INT, 0);
        extract(I64X2_EXTRACT_LANE, LONG, 0);
        forms.put(
                F32X4_EXTRACT_LANE,
                (v, lane, low, high) -> v.as(INT).lane(INT, lane).convert("java/lang/Float", "intBitsToFloat", "(I)F"));
        forms.put(
                F64X2_EXTRACT_LANE,
                (v, lane, low, high) ->
                        v.as(LONG).lane(LONG, lane).convert("java/lang/Double", "longBitsToDouble", "(J)D"));
        replace(I8X16_REPLACE_LANE, BYTE);
        replace(I16X8_REPLACE_LANE, SHORT);
        replace(I32X4_REPLACE_LANE, INT);
        replace(I64X2_REPLACE_LANE, LONG);
        forms.put(
                F32X4_REPLACE_LANE,
                (v, lane, low, high) -> v.convert("java/lang/Float", "floatToRawIntBits", "(F)I")
                        .withLane(INT, lane));
        forms.put(
                F64X2_REPLACE_LANE,
                (v, lane, low, high) -> v.convert("java/lang/Double", "doubleToRawLongBits", "(D)J")
                        .withLane(LONG, lane));
    }

    private void extract(Opcode opcode, LaneType type, int mask) {
        forms.put(opcode, (v, lane, low, high) -> {
            v.as(type).lane(type, lane);
            if (mask != 0) {
                v.push(INT, mask).insn(Opcodes.IAND);
            }
        });
    }

    private void replace(Opcode opcode, LaneType type) {
        forms.put(opcode, (v, lane, low, high) -> v.withLane(type, lane));
    }

    // ---- shuffles

    private static int index(long low, long high, int lane) {
        return (int) ((lane < 8 ? low : high) >>> (lane & 7) * 8) & 0xFF;
    }

    /** Writes a shuffle that takes lanes from both vectors, which are on the JVM's stack. */
    @FunctionalInterface
    interface OfBoth {
        void write(VectorCode v, LaneType type, int[] indices);
    }

    /** In the widest lanes that stay together; HotSpot has no instruction for two long ones. */
    static void shuffle(VectorCode v, long low, long high, OfBoth ofBoth) {
        for (LaneType type : new LaneType[] {INT, SHORT, BYTE}) {
            int[] indices = together(low, high, type.bits / 8);
            if (indices != null) {
                shuffle(v, type, indices, ofBoth);
                return;
            }
        }
    }

    /** The indices of lanes of so many bytes, or {@code null} if some are torn apart. */
    private static int[] together(long low, long high, int bytes) {
        int[] indices = new int[BYTES / bytes];
        for (int i = 0; i < BYTES; i++) {
            int index = index(low, high, i);
            if (index % bytes != i % bytes || i % bytes != 0 && index / bytes != indices[i / bytes]) {
                return null;
            }
            indices[i / bytes] = index / bytes;
        }
        return indices;
    }

    private static void shuffle(VectorCode v, LaneType type, int[] indices, OfBoth ofBoth) {
        int count = indices.length;
        long fromSecond = Arrays.stream(indices).filter(index -> index >= count).count();
        if (fromSecond > 0 && fromSecond < count) {
            ofBoth.write(v, type, indices);
            return;
        }
        if (fromSecond > 0) {
            v.swap();
        }
        v.insn(Opcodes.POP).as(type).rearrange(type, own(indices)).back(type);
    }

    private static int[] own(int[] indices) {
        return Arrays.stream(indices).map(index -> index % indices.length).toArray();
    }

    private static void blendOfBoth(VectorCode v, LaneType type, int[] indices) {
        int[] own = own(indices);
        long second = 0;
        for (int i = 0; i < indices.length; i++) {
            second |= indices[i] < indices.length ? 0 : 1L << i;
        }
        v.asBoth(type).rearrange(type, own).swap().rearrange(type, own).swap();
        v.mask(type, second).blend(type).back(type);
    }

    /** An index of no byte gives 0. */
    private static void swizzle(VectorCode v) {
        v.store(0);
        v.load(0).with(BYTE, "and", 15).rearrangeByTop();
        v.load(0).with(BYTE, "and", 0xF0).compare(BYTE, "EQ", 0).maskToBytes().binary(BYTE, "and");
    }

    // ---- to lanes of half the bits

    private void narrow() {
        narrow(I8X16_NARROW_I16X8_S, SHORT, Byte.MIN_VALUE, Byte.MAX_VALUE);
        narrow(I8X16_NARROW_I16X8_U, SHORT, 0, 0xFF);
        narrow(I16X8_NARROW_I32X4_S, INT, Short.MIN_VALUE, Short.MAX_VALUE);
        narrow(I16X8_NARROW_I32X4_U, INT, 0, 0xFFFF);
    }

    /** The second one's lanes go between the first one's, and then all lanes to their places. */
    private void narrow(Opcode opcode, LaneType type, int least, int most) {
        LaneType half = type == SHORT ? BYTE : SHORT;
        int count = 128 / half.bits;
        int[] apart = new int[count];
        for (int i = 0; i < count; i++) {
            apart[i] = i < count / 2 ? 2 * i : 2 * i - count + 1;
        }
        put(
                opcode,
                v -> v.asBoth(type)
                        .with(type, "min", most)
                        .with(type, "max", least)
                        .lanewise(type, LSHL, half.bits)
                        .swap()
                        .with(type, "min", most)
                        .with(type, "max", least)
                        .with(type, "and", (1L << half.bits) - 1)
                        .binary(type, "or")
                        .cast(type, half)
                        .rearrange(half, apart)
                        .back(half));
    }

    // ---- to lanes of twice the bits

    private void extensions() {
        extend(
                new Opcode[] {
                    I16X8_EXTEND_LOW_I8X16_S,
                    I16X8_EXTEND_HIGH_I8X16_S,
                    I16X8_EXTEND_LOW_I8X16_U,
                    I16X8_EXTEND_HIGH_I8X16_U
                },
                SHORT,
                BYTE);
        extend(
                new Opcode[] {
                    I32X4_EXTEND_LOW_I16X8_S,
                    I32X4_EXTEND_HIGH_I16X8_S,
                    I32X4_EXTEND_LOW_I16X8_U,
                    I32X4_EXTEND_HIGH_I16X8_U
                },
                INT,
                SHORT);
        extend(
                new Opcode[] {
                    I64X2_EXTEND_LOW_I32X4_S,
                    I64X2_EXTEND_HIGH_I32X4_S,
                    I64X2_EXTEND_LOW_I32X4_U,
                    I64X2_EXTEND_HIGH_I32X4_U
                },
                LONG,
                INT);
    }

    private void extend(Opcode[] opcodes, LaneType type, LaneType half) {
        for (int i = 0; i < opcodes.length; i++) {
            boolean high = i % 2 == 1;
            boolean signed = i < 2;
            put(opcodes[i], v -> extended(v, type, half, high, signed).back(type));
        }
    }

    /** Each lane twice, and the lower copy shifted out. */
    private static VectorCode extended(VectorCode v, LaneType type, LaneType half, boolean high, boolean signed) {
        int count = 128 / half.bits;
        int[] twice = new int[count];
        for (int i = 0; i < count; i++) {
            twice[i] = (high ? count / 2 : 0) + i / 2;
        }
        return v.as(half).rearrange(half, twice).cast(half, type).lanewise(type, signed ? ASHR : LSHR, half.bits);
    }

    private void products() {
        multiply(
                new Opcode[] {
                    I16X8_EXTMUL_LOW_I8X16_S,
                    I16X8_EXTMUL_HIGH_I8X16_S,
                    I16X8_EXTMUL_LOW_I8X16_U,
                    I16X8_EXTMUL_HIGH_I8X16_U
                },
                SHORT,
                BYTE);
        multiply(
                new Opcode[] {
                    I32X4_EXTMUL_LOW_I16X8_S,
                    I32X4_EXTMUL_HIGH_I16X8_S,
                    I32X4_EXTMUL_LOW_I16X8_U,
                    I32X4_EXTMUL_HIGH_I16X8_U
                },
                INT,
                SHORT);
        multiply(
                new Opcode[] {
                    I64X2_EXTMUL_LOW_I32X4_S,
                    I64X2_EXTMUL_HIGH_I32X4_S,
                    I64X2_EXTMUL_LOW_I32X4_U,
                    I64X2_EXTMUL_HIGH_I32X4_U
                },
                LONG,
                INT);
    }

    private void multiply(Opcode[] opcodes, LaneType type, LaneType half) {
        for (int i = 0; i < opcodes.length; i++) {
            boolean high = i % 2 == 1;
            boolean signed = i < 2;
            put(opcodes[i], v -> {
                extended(v, type, half, high, signed).swap();
                extended(v, type, half, high, signed).binary(type, "mul").back(type);
            });
        }
    }

    // ---- what loads make of the long that they read, and what stores of a lane write

    private void loads() {
        loadExtended(V128_LOAD8X8_S, V128_LOAD8X8_U, SHORT, BYTE);
        loadExtended(V128_LOAD16X4_S, V128_LOAD16X4_U, INT, SHORT);
        loadExtended(V128_LOAD32X2_S, V128_LOAD32X2_U, LONG, INT);
        put(V128_LOAD8_SPLAT, v -> v.insn(Opcodes.L2I).broadcast(BYTE));
        put(V128_LOAD16_SPLAT, v -> v.insn(Opcodes.L2I).broadcast(SHORT).back(SHORT));
        put(V128_LOAD32_SPLAT, v -> v.insn(Opcodes.L2I).broadcast(INT).back(INT));
        put(V128_LOAD64_SPLAT, v -> v.broadcast(LONG).back(LONG));
        put(V128_LOAD32_ZERO, MoveForms::aboveZeros);
        put(V128_LOAD64_ZERO, MoveForms::aboveZeros);
        loadLane(V128_LOAD8_LANE, BYTE);
        loadLane(V128_LOAD16_LANE, SHORT);
        loadLane(V128_LOAD32_LANE, INT);
        loadLane(V128_LOAD64_LANE, LONG);
        storeLane(V128_STORE8_LANE, BYTE);
        storeLane(V128_STORE16_LANE, SHORT);
        storeLane(V128_STORE32_LANE, INT);
        storeLane(V128_STORE64_LANE, LONG);
    }

    private void loadExtended(Opcode signed, Opcode unsigned, LaneType type, LaneType half) {
        put(
                signed,
                v -> extended(v.broadcast(LONG).back(LONG), type, half, false, true)
                        .back(type));
        put(
                unsigned,
                v -> extended(v.broadcast(LONG).back(LONG), type, half, false, false)
                        .back(type));
    }

    private static void aboveZeros(VectorCode v) {
        v.zero(BYTE).insn(Opcodes.DUP_X2).insn(Opcodes.POP).withLane(LONG, 0);
    }

    private void loadLane(Opcode opcode, LaneType type) {
        forms.put(opcode, (v, lane, low, high) -> {
            v.insn(Opcodes.DUP_X2).insn(Opcodes.POP);
            if (type != LONG) {
                v.insn(Opcodes.L2I);
            }
            v.withLane(type, lane);
        });
    }

    private void storeLane(Opcode opcode, LaneType type) {
        forms.put(opcode, (v, lane, low, high) -> {
            v.as(type).lane(type, lane);
            if (type != LONG) {
                v.insn(Opcodes.I2L);
            }
        });
    }
}
