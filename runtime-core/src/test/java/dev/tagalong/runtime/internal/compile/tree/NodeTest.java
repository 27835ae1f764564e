package dev.tagalong.runtime.internal.compile.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A function's tree stays as it was built, so that it can be planned and written several times. */
class NodeTest {

    private static final String NODE = Type.getInternalName(Node.class);
    private static final int FEWEST_CLASSES = 30;

    private final Set<String> writers = new TreeSet<>();

    @Test
    void onlyItsRoomChangesANode() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Node.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes.resolve(NODE).getParent().getParent())) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        assertTrue(files.size() >= FEWEST_CLASSES, files.size() + " classes");
        for (Path file : files) {
            collect(Files.readAllBytes(file));
        }
        assertTrue(writers.contains(NODE), "who writes was found");
        String room = NODE.substring(0, NODE.lastIndexOf('/') + 1);
        writers.removeIf(writer -> writer.startsWith(room));
        assertEquals(Set.of(), writers);
    }

    private void collect(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitFieldInsn(int opcode, String owner, String field, String type) {
                                if (opcode == Opcodes.PUTFIELD && owner.equals(NODE)) {
                                    writers.add(reader.getClassName());
                                }
                            }
                        };
                    }
                },
                ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
}
