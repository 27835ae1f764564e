package dev.tagalong.runtime.internal.compile;

import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.store.MemoryForm;
import dev.tagalong.runtime.internal.store.StackBridge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Classes of one module on disk, so that a restart does not compile again. The folder's name has the digests of the module
 * and of the compiler itself, and the JDK's version; a file is a digest and the class file that it is of. Whatever is
 * missing, damaged or cannot be written is as if it were not there: the cache never makes a call fail.
 */
final class CodeCache {

    private static final int DIGEST_LENGTH = 32;
    private static final String COMPILER = digestOfCompiler();

    private final Path folder;

    private CodeCache(Path folder) {
        this.folder = folder;
    }

    /** The cache of a module, compiled for one form of memory, below {@code root}. */
    static CodeCache of(Path root, WasmModule module, MemoryForm memory) {
        String name = hex(sha256(module.binary()), 20) + "-" + COMPILER + "-"
                + Runtime.version().feature() + (memory == MemoryForm.ARRAY ? "" : "-growing");
        return new CodeCache(root.resolve(name));
    }

    /** The class file of a function, or {@code null}. */
    byte[] load(String key) {
        try {
            byte[] file = Files.readAllBytes(file(key));
            if (file.length <= DIGEST_LENGTH) {
                return null;
            }
            byte[] content = Arrays.copyOfRange(file, DIGEST_LENGTH, file.length);
            return Arrays.equals(sha256(content), Arrays.copyOf(file, DIGEST_LENGTH)) ? content : null;
        } catch (IOException absent) {
            return null;
        }
    }

    /** Keeps a class file. */
    void store(String key, byte[] content) {
        Path temporary = null;
        try {
            Files.createDirectories(folder);
            temporary = Files.createTempFile(folder, "F", ".tmp");
            byte[] file = Arrays.copyOf(sha256(content), DIGEST_LENGTH + content.length);
            System.arraycopy(content, 0, file, DIGEST_LENGTH, content.length);
            Files.write(temporary, file);
            Files.move(temporary, file(key), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            delete(temporary);
        }
    }

    private static void delete(Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException leftBehind) {
                // It does no harm: its name is no function's, so it is never read.
            }
        }
    }

    private Path file(String key) {
        return folder.resolve("F" + key);
    }

    private static String digestOfCompiler() {
        MessageDigest digest = newDigest();
        List<Class<?>> parts = List.of(
                FunctionEmitter.class,
                FunctionTree.class,
                Splitter.class,
                Effects.class,
                Variables.class,
                MethodEmitter.class,
                MethodLocals.class,
                OperandStack.class,
                InstructionEmitter.class,
                NumericEmitter.class,
                MemoryEmitter.class,
                GrowingMemory.class,
                Comparisons.class,
                InterpretedStub.class,
                Names.class,
                Bits.class,
                Kind.class,
                CodeVisitor.class,
                ModuleClasses.class,
                Support.class,
                StackBridge.class);
        for (Class<?> part : parts) {
            String resource = part.getSimpleName() + ".class";
            try (InputStream in = part.getResourceAsStream(resource)) {
                if (in != null) {
                    digest.update(in.readAllBytes());
                }
            } catch (IOException e) {
                throw new IllegalStateException("the compiler cannot read its own class " + resource, e);
            }
        }
        return hex(digest.digest(), 6);
    }

    private static String hex(byte[] digest, int bytes) {
        return HexFormat.of().formatHex(digest, 0, bytes);
    }

    private static byte[] sha256(byte[] content) {
        return newDigest().digest(content);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
