package dev.tagalong.runtime.internal.instructions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.Effect;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.semantics.MeaningSet;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.type.ValueType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeaningsTest {

    private static final int FEWEST_ROWS = 151;

    /** Those whose row does not say already what they do. */
    static List<Opcode> computing() {
        return Arrays.stream(Opcode.values())
                .filter(o -> o.form() == Form.NUMERIC || o.form() == Form.BULK || o.form() == Form.ATOMIC)
                .filter(o -> o.feature().offered())
                .toList();
    }

    @Test
    void theTableIsLookedAt() {
        assertTrue(computing().size() >= FEWEST_ROWS, computing().size() + " rows");
    }

    @ParameterizedTest
    @MethodSource("computing")
    void everyRowHasItsMethodsWithTheSignaturesTypes(Opcode opcode) {
        addressings(opcode).forEach(addressing -> check(opcode, addressing));
    }

    /** The ways in which its addresses can be wide. */
    private static List<Addressing> addressings(Opcode opcode) {
        return Arrays.stream(Addressing.values())
                .filter(addressing -> addressing == Addressing.NARROW
                        || opcode.signature(addressing) != opcode.signature()
                                && (!addressing.wideSource()
                                        || opcode.signature().text().contains("b")))
                .toList();
    }

    private static void check(Opcode opcode, Addressing addressing) {
        List<Method> methods = Meanings.ALL.methods(opcode, addressing);
        List<Class<?>> results = javaTypes(opcode, opcode.signature(addressing).results());
        assertEquals(Math.max(1, results.size()), methods.size());
        for (int i = 0; i < methods.size(); i++) {
            Method method = methods.get(i);
            assertTrue(Modifier.isStatic(method.getModifiers()), method::toString);
            assertEquals(parameters(opcode, addressing), List.of(method.getParameterTypes()), method::toString);
            assertEquals(results.isEmpty() ? void.class : results.get(i), method.getReturnType());
        }
    }

    private static List<Class<?>> parameters(Opcode opcode, Addressing addressing) {
        List<Class<?>> parameters =
                javaTypes(opcode, opcode.signature(addressing).operands());
        if (opcode.immediate() == Immediate.LANE) {
            parameters.add(int.class);
        } else if (opcode.immediate() == Immediate.SHUFFLE) {
            parameters.addAll(List.of(long.class, long.class));
        }
        boolean accessesAtomically = opcode.form() == Form.ATOMIC && opcode.effect() != Effect.FENCE;
        if (accessesAtomically) {
            parameters.set(0, long.class);
        }
        if (opcode.form() == Form.BULK || accessesAtomically) {
            parameters.add(InstanceImpl.class);
            for (int i = 0; i < indices(opcode); i++) {
                parameters.add(int.class);
            }
        }
        return parameters;
    }

    /** The types; of a vector those of both halves, or of one where the other is independent. */
    private static List<Class<?>> javaTypes(Opcode opcode, List<ValueType> types) {
        List<Class<?>> all = new ArrayList<>();
        for (ValueType type : types) {
            if (type == ValueType.V128) {
                all.add(long.class);
                if (opcode.effect() != Effect.LANEWISE) {
                    all.add(long.class);
                }
            } else {
                all.add(type == null ? Object.class : JavaTypes.of(type));
            }
        }
        return all;
    }

    private static int indices(Opcode opcode) {
        return switch (opcode.immediate()) {
            case TABLE, ELEMENT, MEMORY, DATA, MEMARG -> 1;
            case TABLE_TABLE, ELEMENT_TABLE, MEMORY_MEMORY, DATA_MEMORY -> 2;

            default -> throw new IllegalStateException("not of tables, memories or segments: " + opcode);
        };
    }

    @Test
    void everyMethodBelongsToARow() {
        Set<String> names = Arrays.stream(Opcode.values())
                .filter(o -> o.signature() != null)
                .flatMap(o -> addressings(o).stream().flatMap(a -> MeaningSet.names(o, a).stream()))
                .collect(Collectors.toSet());
        Set<String> others = Meanings.ALL.holders().stream()
                .flatMap(holder -> Arrays.stream(holder.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !names.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), others);
    }
}
