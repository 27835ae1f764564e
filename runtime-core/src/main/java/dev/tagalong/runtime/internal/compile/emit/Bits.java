package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.tree.Kind;

/** Numbers on the JVM's stack to and from the {@code long} that holds them elsewhere. */
final class Bits {

    private Bits() {}

    static void fromLong(CodeVisitor mv, Kind kind) {
        switch (kind) {
            case INT -> mv.visitInsn(L2I);
            case FLOAT -> {
                mv.visitInsn(L2I);
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
            }
            case DOUBLE -> mv.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
            case LONG, REFERENCE -> {
                // As they are.
            }
        }
    }

    static void toLong(CodeVisitor mv, Kind kind) {
        switch (kind) {
            case INT -> mv.visitInsn(I2L);
            case FLOAT -> {
                mv.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
                mv.visitInsn(I2L);
            }
            case DOUBLE -> mv.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
            case LONG, REFERENCE -> {
                // As they are.
            }
        }
    }
}
