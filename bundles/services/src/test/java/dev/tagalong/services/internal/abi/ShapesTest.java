package dev.tagalong.services.internal.abi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Types in memory and outside of it, without a framework. Sizes are those of the specification's rules, worked out by hand. */
class ShapesTest {

    enum Two {
        ONE,
        OTHER
    }

    record Mixed(byte a, double b, short c, Two d) {}

    record Generic<T>(T value, List<T> more) {}

    sealed interface Variant {
        record Small(byte value) implements Variant {}

        record Large(double value) implements Variant {}

        record Pair(float first, int second) implements Variant {}

        record None() implements Variant {}
    }

    record Endless(List<Endless> more) {}

    record Empty() {}

    sealed interface Odd {}

    static final class NoRecord implements Odd {}

    /** Types, as those of components. */
    record Types(
            boolean truth,
            byte s8,
            short s16,
            char character,
            int s32,
            long s64,
            float f32,
            double f64,
            String text,
            byte[] bytes,
            short[] shorts,
            int[] ints,
            long[] longs,
            float[] floats,
            double[] doubles,
            boolean[] truths,
            List<String> texts,
            Mixed mixed,
            Generic<Integer> generic,
            Optional<Long> option,
            Optional<Byte> smallOption,
            Optional<Optional<String>> options,
            Two two,
            Variant variant,
            List<List<Variant>> variants,
            String[][] table,
            Integer boxed) {}

    private Engine engine;
    private Instance instance;

    @BeforeEach
    void instantiate() throws IOException {
        engine = Engine.create();
        try (InputStream in = ShapesTest.class.getResourceAsStream("/wasm/heap.wasm")) {
            instance = engine.instantiate(
                    engine.load("heap.wasm", in.readAllBytes()), wanted -> null, InstanceOptions.named("heap"));
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Guest guest() {
        instance.function("reset").call();
        return new Guest(instance.memory(), Allocator.of(instance));
    }

    private static Type type(String component) {
        return Arrays.stream(Types.class.getRecordComponents())
                .filter(c -> c.getName().equals(component))
                .map(RecordComponent::getGenericType)
                .findFirst()
                .orElseThrow();
    }

    private static void is(String component, int size, int alignment, ValueType... flat) {
        Shape shape = Shapes.of(type(component));
        assertEquals(
                List.of(size, alignment, List.of(flat)),
                List.of(shape.size(), shape.alignment(), shape.flat()),
                component);
    }

    @Test
    void sizesAndCoreTypes() {
        ValueType i32 = ValueType.I32;
        ValueType i64 = ValueType.I64;
        ValueType f64 = ValueType.F64;
        is("truth", 1, 1, i32);
        is("s16", 2, 2, i32);
        is("character", 4, 4, i32);
        is("s64", 8, 8, i64);
        is("f32", 4, 4, ValueType.F32);
        is("text", 8, 4, i32, i32);
        is("doubles", 8, 4, i32, i32);
        is("mixed", 24, 8, i32, f64, i32, i32);
        is("generic", 12, 4, i32, i32, i32);
        is("option", 16, 8, i32, i64);
        is("smallOption", 2, 1, i32, i32);
        is("options", 16, 4, i32, i32, i32, i32);
        is("two", 1, 1, i32);
        is("variant", 16, 8, i32, i64, i32);
        is("table", 8, 4, i32, i32);
    }

    @Test
    void whatHasNoCounterpart() {
        refused(Endless.class, "Endless", "contains itself");
        refused(Empty.class, "Empty");
        refused(Odd.class, "Odd");
        refused(Object.class, "Object");
        refused(Map.class, "Map");
        refused(List.class, "List");
        refused(Thread[].class, "Thread");
    }

    private static void refused(Type type, String... words) {
        String message = assertThrows(AbiException.class, () -> Shapes.of(type)).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    private static Types value(Random random) {
        Function<Integer, byte[]> bytes = n -> {
            byte[] some = new byte[n];
            random.nextBytes(some);
            return some;
        };
        List<Variant> variants = List.of(
                new Variant.Small((byte) random.nextInt()),
                new Variant.Large(random.nextDouble()),
                new Variant.Pair(random.nextFloat(), random.nextInt()),
                new Variant.None());
        return new Types(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                'é',
                random.nextInt(),
                random.nextLong(),
                random.nextFloat(),
                random.nextDouble(),
                "a\uD83D\uDE00\uFFFD?".repeat(random.nextInt(4)),
                bytes.apply(random.nextInt(9)),
                new short[] {(short) random.nextInt(), 2},
                random.ints(random.nextInt(4)).toArray(),
                random.longs(random.nextInt(4)).toArray(),
                new float[] {random.nextFloat()},
                random.doubles(3).toArray(),
                new boolean[] {true, false, random.nextBoolean()},
                List.of("", "x", "yz"),
                new Mixed((byte) 1, random.nextGaussian(), (short) -1, Two.OTHER),
                new Generic<>(random.nextInt(), List.of(1, random.nextInt())),
                random.nextBoolean() ? Optional.empty() : Optional.of(random.nextLong()),
                Optional.of((byte) random.nextInt()),
                random.nextBoolean() ? Optional.of(Optional.empty()) : Optional.of(Optional.of("deep")),
                Two.values()[random.nextInt(2)],
                variants.get(random.nextInt(4)),
                List.of(variants, List.of(), variants.subList(0, 2)),
                new String[][] {{"a"}, {}, {"b", "c"}},
                random.nextInt());
    }

    private static Object get(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertSame(Types expected, Types actual) {
        for (RecordComponent component : Types.class.getRecordComponents()) {
            // Arrays within arrays, too.
            assertArrayEquals(
                    new Object[] {get(component, expected)},
                    new Object[] {get(component, actual)},
                    component.getName());
        }
    }

    @Test
    void whatGoesInComesOut() {
        Shape shape = Shapes.of(Types.class);
        for (int seed = 0; seed < 200; seed++) {
            Types value = value(new Random(seed));
            Guest in = guest();
            int address = in.allocate(shape.size(), shape.alignment());
            shape.store(in, address, value);
            assertSame(value, (Types) shape.load(new Guest(instance.memory(), null), address));

            Guest flat = guest();
            long[] values = new long[shape.flat().size()];
            shape.lower(flat, value, new Flat(values));
            assertSame(value, (Types) shape.lift(new Guest(instance.memory(), null), new Flat(values)));
        }
    }

    /** A module may give anything: it is a value, or an exception of one kind. */
    @Test
    void rubbishIsRefused() {
        List<Shape> shapes = Arrays.stream(Types.class.getRecordComponents())
                .sorted(Comparator.comparing(RecordComponent::getName))
                .map(c -> Shapes.of(c.getGenericType()))
                .toList();
        int refusals = 0;
        byte[] rubbish = new byte[1 << 16];
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            random.nextBytes(rubbish);
            // Addresses and lengths that are often inside.
            for (int i = 2; i < rubbish.length; i += 4) {
                rubbish[i] = 0;
                rubbish[i + 1] = 0;
            }
            instance.memory().write(0, rubbish, 0, rubbish.length);
            for (Shape shape : shapes) {
                for (int round = 0; round < 50; round++) {
                    int address = random.nextInt(1 << 15) & -8;
                    try {
                        shape.load(new Guest(instance.memory(), null), address);
                    } catch (AbiException e) {
                        refusals++;
                    }
                    long[] values = random.longs(shape.flat().size()).toArray();
                    try {
                        shape.lift(new Guest(instance.memory(), null), new Flat(values));
                    } catch (AbiException e) {
                        refusals++;
                    }
                }
            }
        }
        assertTrue(refusals > 1_000, refusals + " refusals");
    }
}
