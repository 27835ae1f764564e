package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.link.ArrayMemory;
import dev.tagalong.runtime.internal.compile.link.GrowingMemory;
import dev.tagalong.runtime.internal.compile.link.SharedAccess;
import dev.tagalong.runtime.internal.compile.plan.Carriers;
import dev.tagalong.runtime.internal.compile.plan.Reach;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.compile.vector.VectorApi;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;

/**
 * Writes loads and stores. Memory 0 is read through its array in a JVM local, by {@link ArrayMemory}; where the memory may
 * outgrow its array, by {@link GrowingMemory}, which looks at whether it has. Of a shared memory 0 the JVM local has the
 * first buffer, which {@link SharedAccess} takes.
 */
final class MemoryEmitter {

    private static final int VALUE_TEMP = 3;
    private static final int ADDRESS_TEMP = 4;
    private static final int ATOMIC_TEMP = 5;

    private final MethodContext context;
    private final CodeVisitor mv;
    private final EngineValues engine;
    private final MethodLocals locals;
    private final MeaningEmitter meanings;
    private final MemoryForm form;

    /** Writes accesses that call nothing but the JDK; {@code null} where the engine's own methods are called. */
    private final ArrayAccess inPlace;

    MemoryEmitter(MethodContext context, EngineValues engine, MethodLocals locals, MeaningEmitter meanings) {
        this.meanings = meanings;
        this.context = context;
        this.mv = context.mv();
        this.engine = engine;
        this.locals = locals;
        this.form = context.owner().memory;
        boolean calls = form != MemoryForm.ARRAY
                || !mv.joins(Carrier.VECTOR)
                || !context.owner().plan.isOnVectors(context.region());
        this.inPlace = calls ? null : new ArrayAccess(mv, engine);
    }

    void load(Node node) {
        context.line(node);
        Width width = Width.of(node.opcode);
        read(node, width);
        widen(node.opcode);
    }

    /** With the address on the JVM's stack. */
    private void read(Node node, Width width) {
        if (Reach.isFar(node, form)) {
            effectiveAddress(node);
            int address = locals.spill(Carrier.LONG, ADDRESS_TEMP);
            loadMemory(node.index);
            mv.visitVarInsn(LLOAD, address);
            switch (width) {
                case BYTE -> call("readByte", "(J)B");
                case SHORT -> call("readShort", "(J)S");
                case INT -> call("readInt", "(J)I");
                case LONG -> call("readLong", "(J)J");
            }
        } else if (inPlace != null) {
            index(node);
            inPlace.read(width);
        } else {
            narrowAddress(node);
            switch (width) {
                case BYTE -> near("readByte", "(%s%s)B", node, 0);
                case SHORT -> near("readShort", "(%s%s)S", node, 0);
                case INT -> near("readInt", "(%s%s)I", node, 0);
                case LONG -> near("readLong", "(%s%s)J", node, 0);
            }
        }
    }

    /** From what was read, an int or a long, to the instruction's result. */
    private void widen(Opcode opcode) {
        boolean unsigned = opcode.effect().isUnsigned();
        Width width = Width.of(opcode);
        fill(unsigned, width);
        switch (NumericEmitter.result(opcode.signature())) {
            case INT -> {
                // As it was read.
            }
            case LONG -> widenToLong(width, unsigned);
            case FLOAT -> mv.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
            case DOUBLE -> mv.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
            case OBJECT, VECTOR -> throw new IllegalStateException("no number in a memory: " + opcode);
        }
    }

    /** Fills what is less than an int up with zeros, if it is unsigned. */
    private void fill(boolean unsigned, Width width) {
        if (unsigned && width.compareTo(Width.INT) < 0) {
            mv.push(width == Width.BYTE ? 0xFF : 0xFFFF);
            mv.visitInsn(IAND);
        }
    }

    private void widenToLong(Width width, boolean unsigned) {
        if (width == Width.LONG) {
            return;
        }
        mv.visitInsn(I2L);
        if (unsigned && width == Width.INT) {
            mv.push(0xFFFF_FFFFL);
            mv.visitInsn(LAND);
        }
    }

    /** With address and value on the JVM's stack, both popped from the operand stack. */
    void store(Node node, Carrier valueCarrier) {
        context.line(node);
        write(node, valueCarrier, Width.of(node.opcode));
    }

    private void write(Node node, Carrier valueCarrier, Width width) {
        if (!Reach.isFar(node, form)) {
            if (narrows(node)) {
                int value = locals.spill(valueCarrier, VALUE_TEMP);
                narrowAddress(node);
                mv.load(valueCarrier, value);
            }
            narrow(valueCarrier, width);
            if (inPlace != null) {
                int value = locals.spill(width == Width.LONG ? Carrier.LONG : Carrier.INT, VALUE_TEMP);
                inPlace.index(node);
                inPlace.write(width, value);
                return;
            }
            switch (width) {
                case BYTE -> near("writeByte", "(%sB%s)V", node, 0);
                case SHORT -> near("writeShort", "(%sS%s)V", node, 0);
                case INT -> near("writeInt", "(%sI%s)V", node, 0);
                case LONG -> near("writeLong", "(%sJ%s)V", node, 0);
            }
            return;
        }
        int value = locals.spill(valueCarrier, VALUE_TEMP);
        effectiveAddress(node);
        int address = locals.spill(Carrier.LONG, ADDRESS_TEMP);
        loadMemory(node.index);
        mv.visitVarInsn(LLOAD, address);
        mv.load(valueCarrier, value);
        narrow(valueCarrier, width);
        switch (width) {
            case BYTE -> call("writeByte", "(JB)V");
            case SHORT -> call("writeShort", "(JS)V");
            case INT -> call("writeInt", "(JI)V");
            case LONG -> call("writeLong", "(JJ)V");
        }
    }

    /** From a value to what is written. */
    private void narrow(Carrier carrier, Width width) {
        if (carrier == Carrier.FLOAT) {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
        } else if (carrier == Carrier.DOUBLE) {
            mv.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
        } else if (carrier == Carrier.LONG && width != Width.LONG) {
            mv.visitInsn(L2I);
        }
        if (width == Width.BYTE) {
            mv.visitInsn(I2B);
        } else if (width == Width.SHORT) {
            mv.visitInsn(I2S);
        }
    }

    /** Whether an address has 64 bits and what accesses memory 0 takes an int. */
    private boolean narrows(Node node) {
        return node.addressing.wideTarget() && form == MemoryForm.ARRAY;
    }

    /** From an address on the JVM's stack to what accesses memory 0 takes. */
    private void narrowAddress(Node node) {
        if (narrows(node)) {
            mv.visitMethodInsn(INVOKESTATIC, Names.ADDRESSES, "narrow", "(J)I", false);
        }
    }

    /** From an address to a long with the offset added, which is negative where the sum has more than 63 bits. */
    private void effectiveAddress(Node node) {
        boolean wide = node.addressing.wideTarget();
        if (!wide) {
            mv.visitInsn(I2L);
            mv.push(0xFFFF_FFFFL);
            mv.visitInsn(LAND);
        }
        if (node.constant != 0) {
            mv.push(node.constant);
            if (wide) {
                mv.visitMethodInsn(INVOKESTATIC, Names.ADDRESSES, "effective", "(JJ)J", false);
            } else {
                mv.visitInsn(LADD);
            }
        }
    }

    /** With an atomic instruction's operands on the JVM's stack: makes a {@code long} of the address and the offset. */
    void addressBelow(Node node) {
        Carrier[] operands = Carriers.of(node.signature().operands());
        int[] temps = new int[operands.length];
        for (int i = operands.length - 1; i > 0; i--) {
            temps[i] = locals.spill(operands[i], ATOMIC_TEMP + i);
        }
        effectiveAddress(node);
        for (int i = 1; i < operands.length; i++) {
            mv.load(operands[i], temps[i]);
        }
    }

    // ---- vectors

    /** A load that makes a vector. */
    void loadVector(Node node) {
        context.line(node);
        if (node.opcode.effect() == Effect.LOAD128) {
            readHalves(node);
            return;
        }
        boolean lane = node.opcode.immediate() == Immediate.MEMARG_LANE;
        int vector = lane ? locals.spill(Carrier.VECTOR, VALUE_TEMP) : -1;
        Width width = Width.of(node.opcode);
        read(node, width);
        fill(true, width);
        widenToLong(width, true);
        if (lane) {
            mv.load(Carrier.VECTOR, vector);
        }
        meanings.write(node, node.index2);
    }

    /** With an address of memory 0's array on the JVM's stack: the index there, which is negative if it is none. */
    private void index(Node node) {
        narrowAddress(node);
        if (inPlace != null) {
            inPlace.index(node);
        } else if (node.constant != 0) {
            mv.push((int) node.constant);
            mv.visitMethodInsn(INVOKESTATIC, Names.ARRAY_MEMORY, "index", "(II)I", false);
        }
    }

    private boolean direct(Node node) {
        return mv.joins(Carrier.VECTOR) && form == MemoryForm.ARRAY && !Reach.isFar(node, form);
    }

    private void readHalves(Node node) {
        if (direct(node)) {
            index(node);
            int index = locals.spill(Carrier.INT, ADDRESS_TEMP);
            VectorApi.read(mv, engine::loadBytes, index);
            return;
        }
        if (Reach.isFar(node, form)) {
            effectiveAddress(node);
            int address = locals.spill(Carrier.LONG, ADDRESS_TEMP);
            loadMemory(node.index);
            mv.visitVarInsn(LLOAD, address);
            call("readLong", "(J)J");
            loadMemory(node.index);
            mv.visitVarInsn(LLOAD, address);
            mv.push((long) Long.BYTES);
            mv.visitInsn(LADD);
            call("readLong", "(J)J");
        } else {
            narrowAddress(node);
            Carrier carrier = nearAddress(node);
            int address = locals.spill(carrier, ADDRESS_TEMP);
            mv.load(carrier, address);
            near("readLong", "(%s%s)J", node, 0);
            mv.load(carrier, address);
            near("readLong", "(%s%s)J", node, Long.BYTES);
        }
        mv.join(Carrier.VECTOR);
    }

    /** A store that takes a vector. */
    void storeVector(Node node) {
        context.line(node);
        if (node.opcode.effect() == Effect.STORE128) {
            writeHalves(node);
        } else {
            meanings.write(node, node.index2);
            write(node, Carrier.LONG, Width.of(node.opcode));
        }
    }

    private void writeHalves(Node node) {
        int vector = locals.spill(Carrier.VECTOR, VALUE_TEMP);
        if (direct(node)) {
            index(node);
            int index = locals.spill(Carrier.INT, ADDRESS_TEMP);
            mv.load(Carrier.VECTOR, vector);
            VectorApi.write(mv, engine::loadBytes, index);
            return;
        }
        if (Reach.isFar(node, form)) {
            effectiveAddress(node);
            int address = locals.spill(Carrier.LONG, ADDRESS_TEMP);
            loadMemory(node.index);
            mv.visitVarInsn(LLOAD, address);
            mv.loadParts(Carrier.VECTOR, vector);
            call("writeLongs", "(JJJ)V");
        } else {
            narrowAddress(node);
            Carrier carrier = nearAddress(node);
            int address = locals.spill(carrier, ADDRESS_TEMP);
            // If the upper half is within the memory, the lower one is: so nothing or all is written.
            mv.load(carrier, address);
            mv.loadPart(Carrier.VECTOR, vector, 1);
            near("writeLong", "(%sJ%s)V", node, Long.BYTES);
            mv.load(carrier, address);
            mv.loadPart(Carrier.VECTOR, vector, 0);
            near("writeLong", "(%sJ%s)V", node, 0);
        }
    }

    private void loadMemory(int index) {
        engine.loadInstance();
        mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "memories", Names.MEMORIES_TYPE);
        mv.push(index);
        mv.visitInsn(AALOAD);
    }

    /**
     * Calls what accesses memory 0, so many bytes behind the instruction's offset, with all but the array on the JVM's stack;
     * the first {@code %s} stands for the address, the second for the rest.
     */
    private void near(String name, String descriptor, Node node, int behind) {
        String more = Names.memoryLocal(form);
        boolean oneArray = form == MemoryForm.ARRAY;
        int offset = (int) node.constant + behind;
        if (!oneArray || offset != 0) {
            mv.push(offset);
            more = "I" + more;
        }
        engine.loadBytes();
        if (!oneArray) {
            engine.loadInstance();
            more += Names.INSTANCE_TYPE;
        }
        boolean wide = nearAddress(node) == Carrier.LONG;
        mv.visitMethodInsn(INVOKESTATIC, holder(wide), name, String.format(descriptor, wide ? "J" : "I", more), false);
    }

    private String holder(boolean wide) {
        return switch (form) {
            case ARRAY -> Names.ARRAY_MEMORY;
            case GROWING -> wide ? Names.GROWING_MEMORY_64 : Names.GROWING_MEMORY;
            case SHARED -> Names.SHARED_ACCESS;
        };
    }

    /** How what accesses memory 0 takes the address. */
    private Carrier nearAddress(Node node) {
        return form == MemoryForm.GROWING && node.addressing.wideTarget() ? Carrier.LONG : Carrier.INT;
    }

    private void call(String name, String descriptor) {
        mv.visitMethodInsn(INVOKEVIRTUAL, Names.MEMORY, name, descriptor, false);
    }
}
