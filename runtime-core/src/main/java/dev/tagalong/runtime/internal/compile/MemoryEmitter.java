package dev.tagalong.runtime.internal.compile;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.store.MemoryForm;
import org.objectweb.asm.Label;

/**
 * Writes loads and stores. Memory 0 is read through its array in a JVM local; an address whose top bit is set is left as
 * it is, negative, when the offset is added, so that the array's bounds check catches it. Where the memory may outgrow its
 * array, {@link GrowingMemory} does the same after a look at whether it has.
 */
final class MemoryEmitter {

    private static final int VALUE_TEMP = 3;
    private static final int ADDRESS_TEMP = 4;

    private final MethodEmitter method;
    private final CodeVisitor mv;
    private final boolean growing;

    /** How many bytes of memory an instruction accesses. */
    private enum Width {
        BYTE,
        SHORT,
        INT,
        LONG
    }

    MemoryEmitter(MethodEmitter method) {
        this.method = method;
        this.mv = method.mv;
        this.growing = method.function.memory == MemoryForm.GROWING;
    }

    private static Width width(Opcode opcode) {
        return switch (opcode) {
            case I32_LOAD8_S, I32_LOAD8_U, I64_LOAD8_S, I64_LOAD8_U, I32_STORE8, I64_STORE8 -> Width.BYTE;
            case I32_LOAD16_S, I32_LOAD16_U, I64_LOAD16_S, I64_LOAD16_U, I32_STORE16, I64_STORE16 -> Width.SHORT;
            case I64_LOAD, F64_LOAD, I64_STORE, F64_STORE -> Width.LONG;
            default -> Width.INT;
        };
    }

    void load(Node node) {
        method.line(node);
        Width width = width(node.opcode);
        if (isFar(node)) {
            wideAddress(node);
            int address = method.locals.spill(Kind.LONG, ADDRESS_TEMP);
            loadMemory(node.index);
            mv.visitVarInsn(LLOAD, address);
            switch (width) {
                case BYTE -> call("readByte", "(J)B");
                case SHORT -> call("readShort", "(J)S");
                case INT -> call("readInt", "(J)I");
                case LONG -> call("readLong", "(J)J");
            }
        } else if (growing) {
            switch (width) {
                case BYTE -> callGrowing("readByte", "(II%s)B", node);
                case SHORT -> callGrowing("readShort", "(II%s)S", node);
                case INT -> callGrowing("readInt", "(II%s)I", node);
                case LONG -> callGrowing("readLong", "(II%s)J", node);
            }
        } else {
            address(node);
            int address = method.locals.spill(Kind.INT, ADDRESS_TEMP);
            loadView(width);
            method.locals.loadBytes();
            mv.visitVarInsn(ILOAD, address);
            switch (width) {
                case BYTE -> mv.visitInsn(BALOAD);
                case SHORT -> view("get", "([BI)S");
                case INT -> view("get", "([BI)I");
                case LONG -> view("get", "([BI)J");
            }
        }
        widen(node.opcode);
    }

    /** From what was read to the instruction's result. */
    private void widen(Opcode opcode) {
        switch (opcode) {
            case I32_LOAD8_U, I64_LOAD8_U -> mask(0xFF);
            case I32_LOAD16_U, I64_LOAD16_U -> mask(0xFFFF);
            case F32_LOAD -> mv.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
            case F64_LOAD -> mv.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
            default -> {
                // As it was read.
            }
        }
        switch (opcode) {
            case I64_LOAD8_S, I64_LOAD8_U, I64_LOAD16_S, I64_LOAD16_U, I64_LOAD32_S -> mv.visitInsn(I2L);
            case I64_LOAD32_U -> {
                mv.visitInsn(I2L);
                mv.push(0xFFFF_FFFFL);
                mv.visitInsn(LAND);
            }
            default -> {
                // No wider.
            }
        }
    }

    private void mask(int bits) {
        mv.push(bits);
        mv.visitInsn(IAND);
    }

    /** With address and value on the JVM's stack, both popped from the operand stack. */
    void store(Node node, Kind valueKind) {
        method.line(node);
        Width width = width(node.opcode);
        if (growing && !isFar(node)) {
            narrow(valueKind, width);
            switch (width) {
                case BYTE -> callGrowing("writeByte", "(IBI%s)V", node);
                case SHORT -> callGrowing("writeShort", "(ISI%s)V", node);
                case INT -> callGrowing("writeInt", "(III%s)V", node);
                case LONG -> callGrowing("writeLong", "(IJI%s)V", node);
            }
            return;
        }
        int value = method.locals.spill(valueKind, VALUE_TEMP);
        method.locals.keep(value, valueKind);
        if (isFar(node)) {
            wideAddress(node);
            int address = method.locals.spill(Kind.LONG, ADDRESS_TEMP);
            loadMemory(node.index);
            mv.visitVarInsn(LLOAD, address);
            loadValue(value, valueKind, width);
            switch (width) {
                case BYTE -> call("writeByte", "(JB)V");
                case SHORT -> call("writeShort", "(JS)V");
                case INT -> call("writeInt", "(JI)V");
                case LONG -> call("writeLong", "(JJ)V");
            }
        } else {
            address(node);
            int address = method.locals.spill(Kind.INT, ADDRESS_TEMP);
            loadView(width);
            method.locals.loadBytes();
            mv.visitVarInsn(ILOAD, address);
            loadValue(value, valueKind, width);
            switch (width) {
                case BYTE -> mv.visitInsn(BASTORE);
                case SHORT -> view("set", "([BIS)V");
                case INT -> view("set", "([BII)V");
                case LONG -> view("set", "([BIJ)V");
            }
        }
        method.locals.release(value);
    }

    private void loadValue(int value, Kind kind, Width width) {
        mv.visitVarInsn(kind.load, value);
        narrow(kind, width);
    }

    /** From a value to what is written. */
    private void narrow(Kind kind, Width width) {
        if (kind == Kind.FLOAT) {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
        } else if (kind == Kind.DOUBLE) {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
        } else if (kind == Kind.LONG && width != Width.LONG) {
            mv.visitInsn(L2I);
        }
        if (width == Width.BYTE) {
            mv.visitInsn(I2B);
        } else if (width == Width.SHORT) {
            mv.visitInsn(I2S);
        }
    }

    /** Whether to go by the memory's own methods, which take any address. */
    private boolean isFar(Node node) {
        return node.index != 0 || growing && node.constant > Integer.MAX_VALUE;
    }

    private void address(Node node) {
        if (node.constant > Integer.MAX_VALUE) {
            // No array is that long: -1 is outside of any.
            mv.visitInsn(POP);
            mv.visitInsn(ICONST_M1);
        } else if (node.constant != 0) {
            Label outside = new Label();
            mv.visitInsn(DUP);
            mv.visitJumpInsn(IFLT, outside);
            mv.push((int) node.constant);
            mv.visitInsn(IADD);
            method.placeWith(outside, INTEGER);
        }
    }

    private void wideAddress(Node node) {
        mv.visitInsn(I2L);
        mv.push(0xFFFF_FFFFL);
        mv.visitInsn(LAND);
        if (node.constant != 0) {
            mv.push(node.constant);
            mv.visitInsn(LADD);
        }
    }

    private void loadMemory(int index) {
        method.locals.loadInstance();
        mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "memories", Names.MEMORIES_TYPE);
        mv.push(index);
        mv.visitInsn(AALOAD);
    }

    private void loadView(Width width) {
        if (width != Width.BYTE) {
            mv.visitFieldInsn(GETSTATIC, Names.MEMORY, width.name(), Names.VAR_HANDLE_TYPE);
        }
    }

    private void view(String access, String descriptor) {
        mv.visitMethodInsn(INVOKEVIRTUAL, Names.VAR_HANDLE, access, descriptor, false);
    }

    private void callGrowing(String name, String descriptor, Node node) {
        mv.push((int) node.constant);
        method.locals.loadBytes();
        method.locals.loadInstance();
        String complete = String.format(descriptor, Names.BYTES_TYPE + Names.INSTANCE_TYPE);
        mv.visitMethodInsn(INVOKESTATIC, Names.GROWING_MEMORY, name, complete, false);
    }

    private void call(String name, String descriptor) {
        mv.visitMethodInsn(INVOKEVIRTUAL, Names.MEMORY, name, descriptor, false);
    }
}
