package dev.tagalong.runtime.internal.compile.load;

import dev.tagalong.runtime.internal.compile.vector.VectorApi;
import dev.tagalong.runtime.internal.module.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/**
 * What compiled code depends on besides its module: all classes of the engine that the compiler leads to, among which are
 * those that compiled code calls, and the JVM's Vector API. Code that another build of the engine has compiled is therefore never used.
 */
final class CompilerDigest {

    private static final String ENGINE = "dev/tagalong/runtime/internal/";
    private static final String COMPILER = FunctionClasses.class.getName().replace('.', '/');
    private static final int CLASS_CONSTANT = 7;

    private CompilerDigest() {}

    static byte[] compute() {
        MessageDigest digest = Digests.sha256();
        parts().values().forEach(digest::update);
        digest.update(vectors().getBytes(StandardCharsets.UTF_8));
        return digest.digest();
    }

    /** Which calls of the Vector API code may have: those of a version, or none. */
    private static String vectors() {
        return VectorApi.moduleIsThere() ? VectorApi.MODULE + Runtime.version().feature() : "";
    }

    /** The class files by internal name, in the names' order. */
    static SortedMap<String, byte[]> parts() {
        SortedMap<String, byte[]> parts = new TreeMap<>();
        Deque<String> next = new ArrayDeque<>(Set.of(COMPILER));
        while (!next.isEmpty()) {
            String name = next.poll();
            if (!parts.containsKey(name)) {
                byte[] part = read(name);
                parts.put(name, part);
                next.addAll(references(part));
            }
        }
        return parts;
    }

    /** The classes of the engine that a class names. */
    private static Set<String> references(byte[] classFile) {
        Set<String> names = new TreeSet<>();
        ClassReader reader = new ClassReader(classFile);
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            if (offset > 0 && reader.readByte(offset - 1) == CLASS_CONSTANT) {
                String name = reader.readUTF8(offset, buffer);
                if (name.startsWith(ENGINE)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static byte[] read(String name) {
        try (InputStream in = CompilerDigest.class.getResourceAsStream("/" + name + ".class")) {
            if (in == null) {
                throw new IllegalStateException("the engine cannot find its own class " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the engine cannot read its own class " + name, e);
        }
    }
}
