package dev.tagalong.runtime.internal.compile.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.internal.opcode.Immediate;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.testing.LaneReference;
import dev.tagalong.runtime.testing.VectorOperands;
import dev.tagalong.runtime.type.ValueType;
import dev.tagalong.runtime.type.VectorType;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Each form, as bytecode that is run, against the reference. */
class VectorApiTest {

    private static final int ROUNDS = 50;
    private static final int SHUFFLES = 40;
    private static final String SPECIES = "Ljdk/incubator/vector/VectorSpecies;";

    static Stream<Opcode> forms() {
        return Arrays.stream(Opcode.values()).filter(new VectorApi(true, true)::has);
    }

    @BeforeEach
    void theModuleIsThere() {
        assumeTrue(ModuleLayer.boot().findModule(VectorApi.MODULE).isPresent(), "no module " + VectorApi.MODULE);
    }

    private static boolean newer() throws ReflectiveOperationException {
        return Arrays.stream(
                        Class.forName("jdk.incubator.vector.VectorOperators").getFields())
                .anyMatch(field -> field.getName().equals("SADD"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void computesWhatTheReferenceDoes(Opcode opcode) throws Exception {
        for (boolean newer : newer() ? new boolean[] {false, true} : new boolean[] {false}) {
            VectorApi api = new VectorApi(newer, true);
            if (api.has(opcode)) {
                check(opcode, api);
            }
        }
    }

    private static void check(Opcode opcode, VectorApi api) throws Exception {
        Random random = new Random(opcode.code());
        int methods = opcode.immediate() == Immediate.SHUFFLE ? SHUFFLES : Math.max(1, opcode.lanes());
        for (int i = 0; i < methods; i++) {
            Object[] first = VectorOperands.random(opcode, random);
            Object immediate = opcode.lanes() == 0 ? null : immediate(opcode, first, i);
            Method method = generate(opcode, api, immediate);
            for (int round = 0; round < ROUNDS; round++) {
                Object[] operands = VectorOperands.random(opcode, random);
                if (immediate != null) {
                    operands[operands.length - 1] = immediate;
                }
                VectorOperands.check(opcode, operands, run(method, operands, immediate != null));
            }
        }
    }

    /** Each lane; of shuffles random ones, and ones that keep wider lanes together. */
    private static Object immediate(Opcode opcode, Object[] random, int number) {
        Object given = random[random.length - 1];
        if (!(given instanceof byte[] indices)) {
            return number;
        }
        int together = 1 << number % 4;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (byte) (indices[i - i % together] / together * together + i % together);
            int bounded = indices[i] & (number % 5 == 0 ? 15 : 31);
            indices[i] = (byte) (bounded | (number % 5 == 1 ? 16 : 0));
        }
        return indices;
    }

    private static Object run(Method method, Object[] operands, boolean immediate) throws ReflectiveOperationException {
        List<Object> arguments = new ArrayList<>(Arrays.asList(operands));
        if (immediate) {
            arguments.remove(arguments.size() - 1);
        }
        byte[] result = new byte[16];
        boolean vector = method.getReturnType() == void.class;
        if (vector) {
            arguments.add(result);
        }
        Object number = method.invoke(null, arguments.toArray());
        return vector ? result : number;
    }

    private static String descriptor(Opcode opcode) {
        StringBuilder text = new StringBuilder("(");
        for (ValueType type : operands(opcode)) {
            text.append(type == VectorType.V128 ? "[B" : letter(type));
        }
        return text
                + (vector(opcode)
                        ? "[B)V"
                        : ")" + (opcode.mnemonic().contains("store") ? "J" : letter(result(opcode))));
    }

    private static ValueType result(Opcode opcode) {
        return opcode.signature().results().get(0);
    }

    private static boolean vector(Opcode opcode) {
        return opcode.signature().results().contains(VectorType.V128);
    }

    /** Of a load, what was read is in place of the address. */
    private static List<ValueType> operands(Opcode opcode) {
        List<ValueType> operands = new ArrayList<>(opcode.signature().operands());
        if (opcode.mnemonic().startsWith("v128.load")) {
            operands.set(0, ValueType.I64);
        } else if (opcode.mnemonic().startsWith("v128.store")) {
            operands.remove(0);
        }
        return operands;
    }

    private static String letter(ValueType type) {
        return switch (type.toString()) {
            case "i32" -> "I";
            case "i64" -> "J";
            case "f32" -> "F";
            default -> "D";
        };
    }

    private static void loadVector(MethodVisitor mv, int local) {
        mv.visitFieldInsn(GETSTATIC, VectorApi.VECTOR, "SPECIES_128", SPECIES);
        mv.visitVarInsn(ALOAD, local);
        mv.visitInsn(ICONST_0);
        mv.visitMethodInsn(
                INVOKESTATIC, VectorApi.VECTOR, "fromArray", "(" + SPECIES + "[BI)" + VectorApi.VECTOR_TYPE, false);
    }

    private static void storeVector(MethodVisitor mv, int local) {
        mv.visitVarInsn(ALOAD, local);
        mv.visitInsn(ICONST_0);
        mv.visitMethodInsn(INVOKEVIRTUAL, VectorApi.VECTOR, "intoArray", "([BI)V", false);
    }

    private static Method define(String descriptor, Consumer<MethodVisitor> body) throws Exception {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                V17,
                ACC_PUBLIC,
                VectorApiTest.class.getName().replace('.', '/') + "$G",
                null,
                "java/lang/Object",
                null);
        MethodVisitor mv = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "run", descriptor, null, null);
        body.accept(mv);
        mv.visitMaxs(0, 0);
        writer.visitEnd();
        Class<?> holder = MethodHandles.lookup()
                .defineHiddenClass(writer.toByteArray(), true)
                .lookupClass();
        return holder.getMethods()[0];
    }

    private static Method generate(Opcode opcode, VectorApi api, Object immediate) throws Exception {
        return define(descriptor(opcode), mv -> {
            int local = 0;
            for (ValueType type : operands(opcode)) {
                if (type == VectorType.V128) {
                    loadVector(mv, local++);
                } else {
                    Type java = Type.getType(letter(type));
                    mv.visitVarInsn(java.getOpcode(ILOAD), local);
                    local += java.getSize();
                }
            }
            int result = local;
            byte[] indices = immediate instanceof byte[] bytes ? bytes : new byte[16];
            api.write(
                    opcode,
                    mv,
                    number -> result + 1 + number,
                    immediate instanceof Integer lane ? lane : 0,
                    LaneReference.bytes(indices).getLong(0),
                    LaneReference.bytes(indices).getLong(8));
            if (vector(opcode)) {
                storeVector(mv, result);
                mv.visitInsn(RETURN);
            } else {
                mv.visitInsn(Type.getType(descriptor(opcode)).getReturnType().getOpcode(IRETURN));
            }
        });
    }

    @Test
    void constantsAndHalves() throws Exception {
        for (long[] halves : new long[][] {{0, 0}, {5, 5}, {-1, 1}, {0, Long.MIN_VALUE}}) {
            byte[] expected = new byte[16];
            LaneReference.bytes(expected).putLong(0, halves[0]).putLong(8, halves[1]);
            byte[] found = new byte[16];
            define("([B)V", mv -> {
                        VectorApi.constant(mv, halves[0], halves[1]);
                        VectorApi.split(mv);
                        VectorApi.join(mv);
                        storeVector(mv, 0);
                        mv.visitInsn(RETURN);
                    })
                    .invoke(null, (Object) found);
            assertArrayEquals(expected, found);
        }
    }

    @Test
    void theEngineSaysSo() {
        assertTrue(Engine.usesVectorApi());
    }

    /** Generated classes find the API though the engine's own loader may not. */
    @Test
    void classesAreFoundByName() {
        assertEquals(
                VectorApi.VECTOR.replace('/', '.'),
                VectorApi.find(VectorApi.MODULE + ".ByteVector").getName());
        assertNull(VectorApi.find(VectorApi.MODULE + ".NoVector"));
        assertNull(VectorApi.find("java.lang.Byte"));
    }

    @Test
    void mostInstructionsHaveAForm() {
        assertTrue(forms().count() > 240, forms().count() + " forms");
    }
}
