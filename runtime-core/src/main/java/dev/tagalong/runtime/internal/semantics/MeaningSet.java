package dev.tagalong.runtime.internal.semantics;

import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.Opcode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
 * others for 64-bit addresses, whose names end with {@link Addressing#suffix}. Safe for all threads.
 */
public final class MeaningSet {

    private static final Opcode[] OPCODES = Opcode.values();
    private static final Addressing[] ADDRESSINGS = Addressing.values();

    /** Those that depend on the operands only. */
    public static final MeaningSet NUMERIC = new MeaningSet(
            List.of(Int32Ops.class, Int64Ops.class, FloatOps.class, Conversions.class, References.class));

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
        return holders;
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
        return names(opcode, addressing).stream().map(this::method).toList();
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
                methods(opcode, addressing), opcode.signature().operands().size());
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

    /** What the methods of a regular instruction are called. */
    public static List<String> names(Opcode opcode, Addressing addressing) {
        String name = opcode.mnemonic().replace('.', '_') + addressing.suffix();
        int results = opcode.signature().results().size();
        return results <= 1
                ? List.of(name)
                : IntStream.range(0, results).mapToObj(i -> name + "_" + i).toList();
    }
}
