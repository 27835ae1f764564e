package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.value.Carrier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassWriter;

/**
 * Numbers of a function's class that HotSpot does not see through: they are in static fields that are not final and that
 * nobody changes. HotSpot's second compiler takes {@code x * 1}, {@code x / 1} and {@code x - 0} for {@code x}, which is
 * wrong if x is a signalling NaN, as arithmetic makes it quiet (specification, section 4.3.3). It can do so wherever it
 * knows the other operand, through inlined calls and unrolled loops too. So a float is never known to it: not where it is
 * a constant, and not where it is made of an integer. The load costs what the load of a constant costs.
 */
final class HiddenConstants {

    /** More would leave no room in the class for what else it needs. */
    private static final int MOST = 4_000;

    private static final String INT_ZERO = "i0";
    private static final String LONG_ZERO = "l0";

    private final String className;

    /** By name: a number of the field's type. */
    private final Map<String, Object> fields = new LinkedHashMap<>();

    HiddenConstants(String className) {
        this.className = className;
    }

    /** Pushes a float. */
    void push(CodeVisitor mv, float value) {
        push(mv, "f" + Integer.toHexString(Float.floatToRawIntBits(value)), "F", value, value != value);
    }

    /** Pushes a double. */
    void push(CodeVisitor mv, double value) {
        push(mv, "d" + Long.toHexString(Double.doubleToRawLongBits(value)), "D", value, value != value);
    }

    /** Pushes the zero of a carrier. */
    void pushZero(CodeVisitor mv, Carrier carrier) {
        switch (carrier) {
            case INT -> mv.visitInsn(ICONST_0);
            case LONG -> mv.visitInsn(LCONST_0);
            case FLOAT -> push(mv, 0f);
            case DOUBLE -> push(mv, 0.0);
            case OBJECT -> mv.visitInsn(ACONST_NULL);
            case VECTOR -> mv.pushVector(0, 0);
        }
    }

    private void push(CodeVisitor mv, String name, String type, Object value, boolean isNaN) {
        // A NaN as an operand makes nothing an identity.
        if (isNaN || (fields.size() >= MOST && !fields.containsKey(name))) {
            mv.visitLdcInsn(value);
        } else {
            load(mv, name, type, value);
        }
    }

    private void load(CodeVisitor mv, String name, String type, Object value) {
        fields.put(name, value);
        mv.visitFieldInsn(GETSTATIC, className, name, type);
    }

    /** Hides the int on the JVM's stack. */
    void hideInt(CodeVisitor mv) {
        load(mv, INT_ZERO, "I", 0);
        mv.visitInsn(IADD);
    }

    /** Hides the long on the JVM's stack. */
    void hideLong(CodeVisitor mv) {
        load(mv, LONG_ZERO, "J", 0L);
        mv.visitInsn(LADD);
    }

    /** Writes the fields into the class. */
    void writeFields(ClassWriter writer) {
        fields.forEach((name, value) -> writer.visitField(ACC_PRIVATE | ACC_STATIC, name, type(value), null, value)
                .visitEnd());
    }

    private static String type(Object value) {
        if (value instanceof Float) {
            return "F";
        }
        if (value instanceof Double) {
            return "D";
        }
        return value instanceof Integer ? "I" : "J";
    }
}
