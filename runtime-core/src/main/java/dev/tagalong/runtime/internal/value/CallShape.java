package dev.tagalong.runtime.internal.value;

import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * How the parameters and results of a function type are carried. Function types that differ in kinds of references only
 * have equal shapes. A shape is immutable; whoever calls often keeps it, as to look it up takes a lock.
 */
public final class CallShape {

    /** A Java method's parameters take at most 255 slots; some are needed for the engine's own. */
    private static final int MOST_JVM_SLOTS = 240;

    /** The shapes do not hold the types. */
    private static final Map<FunctionType, CallShape> SHAPES = Collections.synchronizedMap(new WeakHashMap<>());

    /** The parameters' carriers, in order. */
    public final List<Carrier> parameters;

    /** The results' carriers, in order. */
    public final List<Carrier> results;

    /** The parts of the parameters, see {@link Carrier#parts}. */
    public final List<Carrier> parameterParts;

    /** The parts of the results. */
    public final List<Carrier> resultParts;

    /** How many slots of the value stack the arguments take. */
    public final int parameterSlots;

    /** How many slots of the value stack the results take. */
    public final int resultSlots;

    /** How many slots of the value stack a call needs: results replace arguments. */
    public final int stackSlots;

    private final MethodType methodType;
    private final String text;

    private CallShape(FunctionType type) {
        this.parameters = carriers(type.parameters());
        this.results = carriers(type.results());
        this.parameterParts = Carrier.parts(parameters);
        this.resultParts = Carrier.parts(results);
        this.parameterSlots = parameterParts.size();
        this.resultSlots = resultParts.size();
        this.stackSlots = Math.max(parameterSlots, resultSlots);
        this.methodType = parameters.stream().mapToInt(p -> p.jvmSlots).sum() > MOST_JVM_SLOTS
                ? null
                : MethodType.methodType(
                        resultSlots == 1 ? resultParts.get(0).javaType : void.class,
                        parameterParts.stream().map(p -> p.javaType).toArray(Class<?>[]::new));
        this.text = letters(parameters) + ':' + letters(results);
    }

    /** The shape of a type. */
    public static CallShape of(FunctionType type) {
        return SHAPES.computeIfAbsent(type, CallShape::new);
    }

    private static List<Carrier> carriers(List<ValueType> types) {
        return types.stream().map(Carrier::of).toList();
    }

    private static String letters(List<Carrier> carriers) {
        StringBuilder letters = new StringBuilder();
        carriers.forEach(c -> letters.append(c == Carrier.VECTOR ? 'V' : c.descriptor.charAt(0)));
        return letters.toString();
    }

    /** Whether the parameters are not too many for a Java method. */
    public boolean fitsJava() {
        return methodType != null;
    }

    /**
     * The Java types of the parameters' parts, and that of the results' one part; {@code void} if there is none or several.
     *
     * @throws UnsupportedOperationException if there are too many parameters
     */
    public MethodType methodType() {
        if (methodType == null) {
            throw new UnsupportedOperationException(
                    parameters.size() + " parameters are more than a Java method can have");
        }
        return methodType;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallShape shape && text.equals(shape.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The first letters of the descriptors, V for a vector, such as {@code IJLV:F}. */
    @Override
    public String toString() {
        return text;
    }
}
