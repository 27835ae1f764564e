package dev.tagalong.runtime.internal.semantics;

import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The meanings of regular instructions: public static methods of some classes, found by the instructions' names, with
 * {@code _} for what is no letter. A method takes the operands, the deepest first, then, if the instruction needs it, the
 * instance and the indices among the immediates. Java returns one value, so an instruction of several results has a method
 * for each, named {@code name_0}, {@code name_1} and so on, of the deepest first. An instruction on memories or tables has
 * others for 64-bit addresses, whose names end with {@link Addressing#suffix}; an atomic one
 * takes a {@code long} for the address and the offset in one, whatever the memory is.
 *
 * <p>A vector is two longs, of which the low half has lane 0 in its lowest bits. Where the effect is
 * {@link Effect#LANEWISE}, the one method takes one half of each vector and gives that half of the result. Any other method
 * takes both halves, the low one first, and a vector that it results in has {@code name_0} for the low half and
 * {@code name_1} for the high one. Lanes, or the two halves of a shuffle's indices, follow the operands. Of a load, the method
 * takes the number that was read, with zeros above it, in place of the address; of a store of a lane, it takes what is
 * after the address, and gives the number to write. Safe for all threads.
 */
public final class MeaningSet {

    private static final Opcode[] OPCODES = Opcode.values();
    private static final Addressing[] ADDRESSINGS = Addressing.values();

    /** Those that depend on the operands only. */
    public static final MeaningSet NUMERIC = new MeaningSet(
            List.of(Int32Ops.class, Int64Ops.class, FloatOps.class, Conversions.class, References.class));

    private static final int VECTOR_PREFIX = 0xFD;

    /** Those on vectors, which belong to every set; only a program with vectors reads these classes. */
    private static final class Vectors {
        static final MeaningSet ALL = new MeaningSet(
                        List.of(VectorBitOps.class, LaneMoveOps.class, VectorMemoryOps.class))
                .with(Int8x16Ops.class, Int16x8Ops.class, Int32x4Ops.class, Int64x2Ops.class)
                .with(Float32x4Ops.class, Float64x2Ops.class, ExtendOps.class, ExtendedMultiplyOps.class)
                .with(NarrowOps.class, RelaxedVectorOps.class);
    }

    private final Map<String, Method> byName;
    private final List<Class<?>> holders;

    /** By number. They have no fields, so a thread that reads another's without a fence sees all there is. */
    private final RegularInstruction[] instructions = new RegularInstruction[OPCODES.length * ADDRESSINGS.length];

    /** The meanings in some classes. */
    public MeaningSet(List<Class<?>> holders) {
        this(Map.of(), List.of(), holders);
    }

    private MeaningSet(Map<String, Method> known, List<Class<?>> those, List<Class<?>> more) {
        this.byName = new HashMap<>(known);
        this.holders = Stream.concat(those.stream(), more.stream()).toList();
        for (Class<?> holder : more) {
            for (Method method : holder.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && byName.put(method.getName(), method) != null) {
                    throw new IllegalStateException("two methods " + method.getName());
                }
            }
        }
    }

    /** These meanings and those in more classes. */
    public MeaningSet with(Class<?>... more) {
        return new MeaningSet(byName, holders, List.of(more));
    }

    /** The classes. */
    public List<Class<?>> holders() {
        return Stream.concat(holders.stream(), Vectors.ALL.holders.stream()).toList();
    }

    /** The methods of a regular instruction that has no address, or one of 32 bits. */
    public List<Method> methods(Opcode opcode) {
        return methods(opcode, Addressing.NARROW);
    }

    /**
     * The methods of a regular instruction: one for each result, or the one of an instruction without results.
     *
     * @param addressing how wide the addresses are that it takes
     * @throws IllegalStateException if it has none here
     */
    public List<Method> methods(Opcode opcode, Addressing addressing) {
        MeaningSet set = opcode.prefix() == VECTOR_PREFIX ? Vectors.ALL : this;
        return names(opcode, addressing).stream().map(set::method).toList();
    }

    /** The number of a regular instruction with 32-bit addresses is its position in the table; with others it is higher. */
    public static int number(Opcode opcode, Addressing addressing) {
        return addressing.ordinal() * OPCODES.length + opcode.ordinal();
    }

    /**
     * A regular instruction by its meaning; its class is made when it is first asked for.
     *
     * @param number its {@link #number}
     * @throws IllegalStateException if it has no meaning here
     */
    public RegularInstruction instruction(int number) {
        RegularInstruction instruction = instructions[number];
        return instruction != null ? instruction : make(number);
    }

    private RegularInstruction make(int number) {
        Opcode opcode = OPCODES[number % OPCODES.length];
        Addressing addressing = ADDRESSINGS[number / OPCODES.length];
        RegularInstruction made = InstructionClass.generate(
                methods(opcode, addressing), operands(opcode, addressing), opcode.effect() == Effect.LANEWISE);
        instructions[number] = made;
        return made;
    }

    private Method method(String name) {
        Method method = byName.get(name);
        if (method == null) {
            throw new IllegalStateException("no method " + name + " says what the instruction means");
        }
        return method;
    }

    /** What the methods are called of a regular instruction that has no address, or one of 32 bits. */
    public static List<String> names(Opcode opcode) {
        return names(opcode, Addressing.NARROW);
    }

    /** What the methods of a regular instruction are called. That of a vector's load or store takes no address. */
    public static List<String> names(Opcode opcode, Addressing addressing) {
        // An atomic instruction is given what its address and its offset come to.
        boolean one = opcode.prefix() == VECTOR_PREFIX || opcode.form() == Form.ATOMIC;
        String suffix = one ? "" : addressing.suffix();
        String name = opcode.mnemonic().replace('.', '_') + suffix;
        List<ValueType> types = opcode.signature().results();
        boolean halves = types.contains(VectorType.V128) && opcode.effect() != Effect.LANEWISE;
        int results = halves ? 2 : types.size();
        return results <= 1
                ? List.of(name)
                : IntStream.range(0, results).mapToObj(i -> name + "_" + i).toList();
    }

    /**
     * The carriers of what a regular instruction's methods take before the instance and the indices: the operands, but that of
     * a load that makes a vector, and of a store that takes one, the address is left to the access, and of an atomic
     * instruction it has 64 bits with the offset in it; and the indices of a shuffle.
     */
    public static List<Carrier> operands(Opcode opcode, Addressing addressing) {
        List<Carrier> operands = new ArrayList<>();
        for (ValueType type : opcode.signature(addressing).operands()) {
            operands.add(type == null ? Carrier.OBJECT : Carrier.of(type));
        }
        if (opcode.form() == Form.LOAD || opcode.form() == Form.ATOMIC && !operands.isEmpty()) {
            operands.set(0, Carrier.LONG);
        } else if (opcode.form() == Form.STORE) {
            operands.remove(0);
        } else if (opcode.immediate() == Immediate.SHUFFLE) {
            operands.add(Carrier.VECTOR);
        }
        return operands;
    }
}
