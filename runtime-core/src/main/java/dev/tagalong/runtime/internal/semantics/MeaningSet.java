package dev.tagalong.runtime.internal.semantics;

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
 * for each, named {@code name_0}, {@code name_1} and so on, of the deepest first. Safe for all threads.
 */
public final class MeaningSet {

    /** Those that depend on the operands only. */
    public static final MeaningSet NUMERIC = new MeaningSet(
            List.of(Int32Ops.class, Int64Ops.class, FloatOps.class, Conversions.class, References.class));

    private final Map<String, Method> byName;
    private final List<Class<?>> holders;

    /** By ordinal. They have no fields, so a thread that reads another's without a fence sees all there is. */
    private final RegularInstruction[] instructions = new RegularInstruction[Opcode.values().length];

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

    /**
     * The methods of a regular instruction: one for each result, or the one of an instruction without results.
     *
     * @throws IllegalStateException if it has none here
     */
    public List<Method> methods(Opcode opcode) {
        return names(opcode).stream().map(this::method).toList();
    }

    /**
     * A regular instruction by its meaning; its class is made when it is first asked for.
     *
     * @param ordinal the position in the table
     * @throws IllegalStateException if it has no meaning here
     */
    public RegularInstruction instruction(int ordinal) {
        RegularInstruction instruction = instructions[ordinal];
        return instruction != null ? instruction : make(Opcode.values()[ordinal]);
    }

    private RegularInstruction make(Opcode opcode) {
        RegularInstruction made = InstructionClass.generate(
                methods(opcode), opcode.signature().operands().size());
        instructions[opcode.ordinal()] = made;
        return made;
    }

    private Method method(String name) {
        Method method = byName.get(name);
        if (method == null) {
            throw new IllegalStateException("no method " + name + " says what the instruction means");
        }
        return method;
    }

    /** What the methods of a regular instruction are called. */
    public static List<String> names(Opcode opcode) {
        String name = opcode.mnemonic().replace('.', '_');
        int results = opcode.signature().results().size();
        return results <= 1
                ? List.of(name)
                : IntStream.range(0, results).mapToObj(i -> name + "_" + i).toList();
    }
}
