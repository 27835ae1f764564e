package dev.tagalong.runtime.internal.opcode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A switch over {@link Opcode} or {@link Form} has no answer for what it does not name: it is complete, or its
 * {@code default} throws at once. Those whose {@code default} is right for any instruction are listed here. The test reads
 * the bytecode that javac makes of a switch over an enum of another class.
 */
class SwitchesTest {

    /** By class and method: why the {@code default} is right for an instruction that is not named. */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("compile/emit/NumericEmitter.isArithmetic", "an addition more is never wrong"),
            Map.entry("compile/emit/NumericEmitter.integerInstruction", "no faster way"),
            Map.entry("compile/emit/NumericEmitter.floatInstruction", "no faster way"),
            Map.entry("compile/emit/NumericEmitter.writeDirect", "no faster way"),
            Map.entry("compile/emit/NumericEmitter.writeIntrinsic", "no faster way"),
            Map.entry("compile/emit/NumericEmitter.writeDivision", "no faster way"),
            Map.entry("compile/tree/Conditions.takesCount", "a count is a long, unless it is known"),
            Map.entry("interpret/ValueLowering.regular", "asks the row"));

    private static final int FEWEST_SWITCHES = 10;

    private int switches;
    private final Set<String> silent = new TreeSet<>();

    @Test
    void noDefaultIsSilent() throws IOException, URISyntaxException {
        Path root = Path.of(
                Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                look(Files.readAllBytes(file));
            }
        }
        assertTrue(switches >= FEWEST_SWITCHES, switches + " switches");
        assertEquals(new TreeSet<>(ALLOWED.keySet()), silent);
    }

    @Test
    void bothKindsAreToldApart() throws IOException {
        try (var in = SwitchesTest.class.getResourceAsStream("SwitchesTest$Examples.class")) {
            look(in.readAllBytes());
        }
        assertEquals(5, switches);
        assertEquals(3, silent.size(), silent::toString);
        assertTrue(silent.stream().allMatch(name -> name.contains("Examples.silent")), silent::toString);
    }

    @SuppressWarnings("unused")
    private static final class Examples {
        static int silentAnswer(Opcode opcode) {
            return switch (opcode) {
                case NOP -> 1;
                default -> 0;
            };
        }

        static void silentNothing(Opcode opcode, StringBuilder text) {
            switch (opcode) {
                case NOP -> text.append("nop");
                default -> {}
            }
            text.append('.');
        }

        static int loud(Opcode opcode) {
            return switch (opcode) {
                case NOP -> 1;
                default -> throw new IllegalStateException("not " + opcode);
            };
        }

        int field = 1;
        Form form = Form.NOP;

        int silentOfAField(Examples other) {
            return switch (other.form) {
                case NOP -> other.field;
                default -> 0;
            };
        }

        static boolean loudOfForms(Form form) {
            return switch (form) {
                case CONST, NUMERIC, LOAD, STORE, BULK -> true;
                default -> throw new IllegalStateException();
            };
        }
    }

    private void look(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        String holder = reader.getClassName().replaceFirst(".*/internal/", "");
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(int access, String name, String type, String g, String[] thrown) {
                        return new Defaults(holder + "." + name);
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** Follows each such switch's default to where it throws, or does anything else. */
    private final class Defaults extends MethodVisitor {
        private final String method;
        private final Map<Label, Boolean> defaults = new IdentityHashMap<>();

        /** How many constants the enum has that is switched over next; 0 if it is another. */
        private int constants;

        private boolean following;

        Defaults(String method) {
            super(Opcodes.ASM9);
            this.method = method;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
            if (name.startsWith("$SwitchMap$")) {
                constants = name.endsWith("$Opcode")
                        ? Opcode.values().length
                        : name.endsWith("$Form") ? Form.values().length : 0;
            }
        }

        /** javac numbers the constants that a switch names, from 1 on. */
        private void visitSwitch(Label otherwise, int named) {
            leave();
            if (constants > 0) {
                switches++;
                defaults.merge(otherwise, named < constants, Boolean::logicalOr);
            }
            constants = 0;
        }

        @Override
        public void visitTableSwitchInsn(int least, int most, Label otherwise, Label... labels) {
            visitSwitch(otherwise, most);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            visitSwitch(otherwise, keys.length);
        }

        @Override
        public void visitLabel(Label label) {
            following |= defaults.getOrDefault(label, false);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            leave();
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ATHROW) {
                following = false;
            } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                leave();
            }
        }

        private void leave() {
            if (following) {
                silent.add(method);
            }
            following = false;
        }
    }
}
