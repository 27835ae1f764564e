package dev.tagalong.runtime.internal.semantics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.ValueType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeaningSetTest {

    private static final int FEWEST_ROWS = 137;

    static List<Opcode> numeric() {
        return Arrays.stream(Opcode.values())
                .filter(o -> o.form() == Form.NUMERIC && o.feature().offered())
                .toList();
    }

    @Test
    void theTableIsLookedAt() {
        assertTrue(numeric().size() >= FEWEST_ROWS, numeric().size() + " rows");
    }

    @ParameterizedTest
    @MethodSource("numeric")
    void everyRowHasItsMethodsWithTheSignaturesTypes(Opcode opcode) {
        List<Method> methods = MeaningSet.NUMERIC.methods(opcode);
        List<ValueType> results = opcode.signature().results();
        assertEquals(Math.max(1, results.size()), methods.size());
        Class<?>[] operands = opcode.signature().operands().stream()
                .map(MeaningSetTest::javaType)
                .toArray(Class[]::new);
        for (int i = 0; i < methods.size(); i++) {
            Method method = methods.get(i);
            assertTrue(Modifier.isStatic(method.getModifiers()), method::toString);
            assertArrayEquals(operands, method.getParameterTypes(), method::toString);
            assertEquals(results.isEmpty() ? void.class : javaType(results.get(i)), method.getReturnType());
        }
    }

    private static Class<?> javaType(ValueType type) {
        return type == null ? Object.class : type.javaType();
    }

    @Test
    void everyMethodBelongsToARow() {
        Set<String> names = Arrays.stream(Opcode.values())
                .filter(o -> o.form() == Form.NUMERIC)
                .flatMap(o -> MeaningSet.names(o).stream())
                .collect(Collectors.toSet());
        Set<String> others = MeaningSet.NUMERIC.holders().stream()
                .flatMap(holder -> Arrays.stream(holder.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !names.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), others);
    }

    @Test
    void whatHasNoMeaningHereIsNamed() {
        assertFalse(MeaningSet.NUMERIC.has(Opcode.MEMORY_FILL));
        assertFalse(MeaningSet.NUMERIC.has(Opcode.BLOCK));
        Exception e = assertThrows(IllegalStateException.class, () -> MeaningSet.NUMERIC.methods(Opcode.MEMORY_FILL));
        assertEquals("no method memory_fill says what the instruction means", e.getMessage());
    }

    /** Two classes must not say what the same instruction means. */
    @Test
    void aMethodIsThereOnce() {
        Exception e = assertThrows(IllegalStateException.class, () -> MeaningSet.NUMERIC.with(Int32Ops.class));
        assertTrue(e.getMessage().startsWith("two methods i32_"), e.getMessage());
    }
}
