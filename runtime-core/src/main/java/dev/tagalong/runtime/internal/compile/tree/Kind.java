package dev.tagalong.runtime.internal.compile.tree;

import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ValueType;
import org.objectweb.asm.Opcodes;

/** How the JVM carries a value. */
public enum Kind {
    INT("I", 1, Opcodes.INTEGER, Opcodes.ILOAD, Opcodes.ISTORE, Opcodes.IRETURN),
    LONG("J", 2, Opcodes.LONG, Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.LRETURN),
    FLOAT("F", 1, Opcodes.FLOAT, Opcodes.FLOAD, Opcodes.FSTORE, Opcodes.FRETURN),
    DOUBLE("D", 2, Opcodes.DOUBLE, Opcodes.DLOAD, Opcodes.DSTORE, Opcodes.DRETURN),
    REFERENCE("Ljava/lang/Object;", 1, "java/lang/Object", Opcodes.ALOAD, Opcodes.ASTORE, Opcodes.ARETURN);

    /** The type's descriptor. */
    public final String descriptor;

    /** JVM slots. */
    public final int slots;

    /** The type in a stack map frame. */
    public final Object frameType;

    public final int load;
    public final int store;
    public final int ret;

    Kind(String descriptor, int slots, Object frameType, int load, int store, int ret) {
        this.descriptor = descriptor;
        this.slots = slots;
        this.frameType = frameType;
        this.load = load;
        this.store = store;
        this.ret = ret;
    }

    public static Kind of(ValueType type) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> INT;
                case I64 -> LONG;
                case F32 -> FLOAT;
                case F64 -> DOUBLE;
            };
        }
        return REFERENCE;
    }
}
