package dev.tagalong.runtime.internal.compile.vector;

import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Vector instructions as calls of the Vector API, where a WebAssembly vector is one {@code ByteVector} of 16 bytes. HotSpot
 * makes a machine instruction of a call, and keeps vectors in registers, if the call stands in the method itself: a helper
 * in between costs ten times as much. The API's classes are named only, so the engine needs no module to be built or to run
 * without vectors. Safe for all threads.
 */
public final class VectorApi {

    /** The internal name of the class of a vector. */
    public static final String VECTOR = LaneType.PACKAGE + "ByteVector";

    /** The type of a vector. */
    public static final String VECTOR_TYPE = "L" + VECTOR + ";";

    /** The module. */
    public static final String MODULE = "jdk.incubator.vector";

    private static final int PREFIX = 0xFD;
    private static final int BITS = 128;

    /** Made when the first instruction on vectors is compiled: the API's classes take a while to load. */
    private static final class OfThisJvm {
        static final Optional<VectorApi> API = find();
    }

    private final Map<Opcode, VectorForm> forms = new EnumMap<>(Opcode.class);

    /** As far as somebody has asked; guarded by this. */
    private final Map<Opcode, Integer> sizes = new EnumMap<>(Opcode.class);

    private final boolean newer;

    /** The calls of a version; a newer one has more, and names some otherwise. Vectors of twice the size help with some. */
    VectorApi(boolean newer, boolean wide) {
        this.newer = newer;
        IntegerForms.addTo(forms);
        FloatForms.addTo(forms);
        MoveForms.addTo(forms);
        if (wide) {
            WideForms.addTo(forms);
        }
        if (newer) {
            NewerForms.addTo(forms);
        }
    }

    /** The calls that this JVM has; none if it has no such module, or HotSpot no instructions for it. */
    public static Optional<VectorApi> ofThisJvm() {
        return moduleIsThere() ? OfThisJvm.API : Optional.empty();
    }

    /** Whether this JVM has the module. */
    public static boolean moduleIsThere() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** A class of the Vector API, by its name in Java; {@code null} if it is none, or there is no module. */
    public static Class<?> find(String name) {
        return name.startsWith(MODULE)
                ? ModuleLayer.boot()
                        .findModule(MODULE)
                        .map(module -> Class.forName(module, name))
                        .orElse(null)
                : null;
    }

    private static Optional<VectorApi> find() {
        try {
            Object species =
                    find(MODULE + ".ByteVector").getField("SPECIES_PREFERRED").get(null);
            Object bits =
                    find(MODULE + ".VectorSpecies").getMethod("vectorBitSize").invoke(species);
            boolean newer = Stream.of(find(MODULE + ".VectorOperators").getFields())
                    .anyMatch(field -> field.getName().equals(Operator.SADD.name()));
            boolean wide = (int) bits >= 2 * BITS;
            return (int) bits >= BITS ? Optional.of(new VectorApi(newer, wide)) : Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the module " + MODULE + " is not as it is known", e);
        }
    }

    /** Whether an instruction is one on vectors. */
    public static boolean isVector(Opcode opcode) {
        return opcode.prefix() == PREFIX;
    }

    /** Whether there is a form of an instruction here; any other is to be done with halves. */
    public boolean has(Opcode opcode) {
        return forms.containsKey(opcode);
    }

    /**
     * Writes an instruction that there is a form of. Its operands are on the JVM's stack; of a load, what was read is in
     * place of the address, as a long with zeros above it; of a store of a lane, the result is the long to write.
     *
     * @param lane the lane among the immediates, if there is one
     * @param low the low half of the indices of a shuffle
     * @param high the high half
     */
    public void write(Opcode opcode, MethodVisitor mv, Temporaries temporaries, int lane, long low, long high) {
        forms.get(opcode).write(new VectorCode(mv, temporaries), lane, low, high);
    }

    /** How many bytes of JVM bytecode an instruction takes that there is a form of, about. */
    public synchronized int size(Opcode opcode) {
        return sizes.computeIfAbsent(opcode, o -> {
            SizeMeter meter = new SizeMeter();
            write(o, meter, number -> number, 0, 0, 0);
            return meter.size();
        });
    }

    /** Whether HotSpot has an instruction that rotates lanes; before JDK 24 the API shifts twice. */
    public static boolean rotates() {
        return ofThisJvm().map(api -> api.newer).orElse(false);
    }

    /** Writes a shift whose bits come back at the other end of a lane, with the vector and the count on the JVM's stack. */
    public static void rotate(Opcode shift, MethodVisitor mv) {
        LaneType type = shift == Opcode.I32X4_SHL || shift == Opcode.I32X4_SHR_U ? LaneType.INT : LaneType.LONG;
        Operator operator = shift == Opcode.I32X4_SHL || shift == Opcode.I64X2_SHL ? Operator.ROL : Operator.ROR;
        new VectorCode(mv, null).underTop(type).shift(type, operator).back(type);
    }

    /** Reads a vector of an array at the index that a JVM local has. */
    public static void read(MethodVisitor mv, Runnable loadBytes, int index) {
        VectorCode code = new VectorCode(mv, null).species(LaneType.BYTE);
        loadBytes.run();
        mv.visitVarInsn(Opcodes.ILOAD, index);
        code.fromArray();
    }

    /** Writes the vector on the JVM's stack into an array at the index that a JVM local has. */
    public static void write(MethodVisitor mv, Runnable loadBytes, int index) {
        loadBytes.run();
        mv.visitVarInsn(Opcodes.ILOAD, index);
        new VectorCode(mv, null).call(LaneType.BYTE, "intoArray", "([BI)V");
    }

    /** Reads a vector of two longs of an array, which is on the JVM's stack with the index of the low one above. */
    public static void readLongs(MethodVisitor mv) {
        new VectorCode(mv, null).fromLongs();
    }

    /** Writes the vector on the JVM's stack to two longs of an array. */
    public static void writeLongs(MethodVisitor mv, int array, int index) {
        VectorCode code = new VectorCode(mv, null).as(LaneType.LONG);
        mv.visitVarInsn(Opcodes.ALOAD, array);
        code.push(LaneType.INT, index).call(LaneType.LONG, "intoArray", "([JI)V");
    }

    /** Writes a constant vector. */
    public static void constant(MethodVisitor mv, long low, long high) {
        new VectorCode(mv, null).constant(low, high);
    }

    /** Replaces a vector on the JVM's stack by its halves, of which the high one is on top. */
    public static void split(MethodVisitor mv) {
        new VectorCode(mv, null).halves();
    }

    /** Replaces a vector on the JVM's stack by one of its halves. */
    public static void half(MethodVisitor mv, int half) {
        new VectorCode(mv, null).as(LaneType.LONG).lane(LaneType.LONG, half);
    }

    /** Replaces two halves on the JVM's stack, of which the high one is on top, by a vector. */
    public static void join(MethodVisitor mv) {
        new VectorCode(mv, null).join();
    }
}
