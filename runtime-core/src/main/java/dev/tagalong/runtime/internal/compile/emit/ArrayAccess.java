package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.link.ArrayMemory;
import dev.tagalong.runtime.internal.compile.tree.Node;

/**
 * Writes accesses to memory 0's array that call the JDK only. Among many instructions on vectors HotSpot inlines nothing
 * but such methods of the JDK, and a method of {@link ArrayMemory} stays a call, over which no vector is in a register.
 */
final class ArrayAccess {

    private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";
    private static final String VAR_HANDLE_TYPE = "L" + VAR_HANDLE + ";";

    private final CodeVisitor mv;
    private final EngineValues engine;

    ArrayAccess(CodeVisitor mv, EngineValues engine) {
        this.mv = mv;
        this.engine = engine;
    }

    /**
     * With an address on the JVM's stack: the index in the array. If the address is negative, that is outside; so is a sum
     * that overflows, which is negative.
     */
    void index(Node node) {
        if (node.constant != 0) {
            mv.push(Integer.MAX_VALUE);
            mv.visitMethodInsn(INVOKESTATIC, "java/util/Objects", "checkIndex", "(II)I", false);
            mv.push((int) node.constant);
            mv.visitInsn(IADD);
        }
    }

    /** Replaces an index on the JVM's stack by what is there. */
    void read(Width width) {
        if (width == Width.BYTE) {
            engine.loadBytes();
            mv.visitInsn(SWAP);
            mv.visitInsn(BALOAD);
        } else {
            placeUnderIndex(width);
            mv.visitMethodInsn(INVOKEVIRTUAL, VAR_HANDLE, "get", "([BI)" + type(width), false);
        }
    }

    /** Pops an index, and writes a value there. */
    void write(Width width, int value) {
        if (width == Width.BYTE) {
            engine.loadBytes();
            mv.visitInsn(SWAP);
            mv.visitVarInsn(ILOAD, value);
            mv.visitInsn(BASTORE);
        } else {
            placeUnderIndex(width);
            mv.visitVarInsn(width == Width.LONG ? LLOAD : ILOAD, value);
            mv.visitMethodInsn(INVOKEVIRTUAL, VAR_HANDLE, "set", "([BI" + type(width) + ")V", false);
        }
    }

    private void placeUnderIndex(Width width) {
        mv.visitFieldInsn(GETSTATIC, Names.LITTLE_ENDIAN, width.name(), VAR_HANDLE_TYPE);
        mv.visitInsn(SWAP);
        engine.loadBytes();
        mv.visitInsn(SWAP);
    }

    private static String type(Width width) {
        return switch (width) {
            case BYTE -> "B";
            case SHORT -> "S";
            case INT -> "I";
            case LONG -> "J";
        };
    }
}
