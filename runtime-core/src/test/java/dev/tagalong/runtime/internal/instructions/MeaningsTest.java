package dev.tagalong.runtime.internal.instructions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.internal.opcode.Form;
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
                .filter(o -> o.form() == Form.NUMERIC || o.form() == Form.BULK)
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
        List<Method> methods = Meanings.ALL.methods(opcode);
        List<ValueType> results = opcode.signature().results();
        assertEquals(Math.max(1, results.size()), methods.size());
        for (int i = 0; i < methods.size(); i++) {
            Method method = methods.get(i);
            assertTrue(Modifier.isStatic(method.getModifiers()), method::toString);
            assertEquals(parameters(opcode), List.of(method.getParameterTypes()), method::toString);
            assertEquals(results.isEmpty() ? void.class : javaType(results.get(i)), method.getReturnType());
        }
    }

    private static List<Class<?>> parameters(Opcode opcode) {
        List<Class<?>> parameters = new ArrayList<>();
        opcode.signature().operands().forEach(type -> parameters.add(javaType(type)));
        if (opcode.form() == Form.BULK) {
            parameters.add(InstanceImpl.class);
            for (int i = 0; i < indices(opcode); i++) {
                parameters.add(int.class);
            }
        }
        return parameters;
    }

    private static Class<?> javaType(ValueType type) {
        return type == null ? Object.class : JavaTypes.of(type);
    }

    private static int indices(Opcode opcode) {
        return switch (opcode.immediate()) {
            case TABLE, ELEMENT, MEMORY, DATA -> 1;
            case TABLE_TABLE, ELEMENT_TABLE, MEMORY_MEMORY, DATA_MEMORY -> 2;
            default -> throw new IllegalStateException("not of tables, memories or segments: " + opcode);
        };
    }

    @Test
    void everyMethodBelongsToARow() {
        Set<String> names = Arrays.stream(Opcode.values())
                .filter(o -> o.signature() != null)
                .flatMap(o -> MeaningSet.names(o).stream())
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
