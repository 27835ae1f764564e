package dev.tagalong.runtime.internal.compile.vector;

import dev.tagalong.runtime.internal.opcode.Opcode;
import java.util.EnumMap;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;

/**
 * Vector instructions as calls of the Vector API, where a WebAssembly vector is one {@code ByteVector} of 16 bytes. HotSpot
 * makes a machine instruction of a call, and keeps vectors in registers, if the call stands in the method itself: a helper
 * in between costs ten times as much. The API's classes are named only, so the engine needs no module to be built or to run
 * without vectors. Immutable; safe for all threads.
 */
public final class VectorApi {

    /** The internal name of the class of a vector. */
    public static final String VECTOR = LaneType.PACKAGE + "ByteVector";

    /** The type of a vector. */
    public static final String VECTOR_TYPE = "L" + VECTOR + ";";

    /** The module. */
    public static final String MODULE = "jdk.incubator.vector";

    private final Map<Opcode, VectorForm> forms = new EnumMap<>(Opcode.class);

    /** The calls of a version; a newer one has more, and names some otherwise. */
    VectorApi(boolean newer) {
        IntegerForms.addTo(forms);
        FloatForms.addTo(forms);
        MoveForms.addTo(forms);
        if (newer) {
            NewerForms.addTo(forms);
        }
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

    /** Writes a constant vector. */
    public static void constant(MethodVisitor mv, long low, long high) {
        new VectorCode(mv, null).constant(low, high);
    }

    /** Replaces a vector on the JVM's stack by its halves, of which the high one is on top. */
    public static void split(MethodVisitor mv) {
        new VectorCode(mv, null).halves();
    }

    /** Replaces two halves on the JVM's stack, of which the high one is on top, by a vector. */
    public static void join(MethodVisitor mv) {
        new VectorCode(mv, null).join();
    }
}
