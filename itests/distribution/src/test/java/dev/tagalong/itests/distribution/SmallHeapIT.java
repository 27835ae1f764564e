package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.itests.distribution.Home.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that are larger than the heap are their own problem, at each start. */
@DisabledOnOs(OS.WINDOWS)
class SmallHeapIT {

    private static final String HEAP = "-Xmx256m";
    private static final int MEGABYTE = 1 << 20;
    private static final int LARGE_MEGABYTES = 300;

    /** Of a zip file's central directory: the beginning of an entry, and where it has the size and the name's length. */
    private static final int CENTRAL = 0x0201_4B50;

    private static final int SIZE = 24;
    private static final int NAME_LENGTH = 28;
    private static final int NAME = 46;

    private static final String ENTRY = "large.wasm";

    @TempDir
    Path folder;

    private Outcome start(Home home) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        ProcessBuilder builder = home.builder("exec", "wasm:list; wasm:deployed; wasm:call app.wasm test_func 1")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("JAVA_OPTS", HEAP);
        int status = builder.start().waitFor();
        return new Outcome(status, Files.readAllBytes(out), "");
    }

    private static void bundle(Path jar, String name, int megabytes) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Wasm-Module", ENTRY + ";name=\"" + name + "\"");
        headers.putValue("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=tagalong.dl)\"");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry(ENTRY));
            byte[] zeros = new byte[MEGABYTE];
            for (int i = 0; i < megabytes; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
    }

    /** Has the archive say that the entry is small. */
    private static void lie(Path jar) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(jar)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = bytes.capacity() - NAME; at >= 0; at--) {
            if (bytes.getInt(at) == CENTRAL
                    && bytes.getShort(at + NAME_LENGTH) == ENTRY.length()
                    && bytes.get(at + NAME) == ENTRY.charAt(0)) {
                bytes.putInt(at + SIZE, 1_000);
                Files.write(jar, bytes.array());
                return;
            }
        }
        throw new IllegalStateException("no entry " + ENTRY);
    }

    @Test
    void whatIsTooLargeIsRefusedAndTheOthersAnswer() throws Exception {
        Home home = Home.in(folder);
        bundle(home.resolve("deploy/large.jar"), "large", LARGE_MEGABYTES);
        bundle(home.resolve("deploy/lying.jar"), "lying", LARGE_MEGABYTES);
        lie(home.resolve("deploy/lying.jar"));
        try (RandomAccessFile file =
                new RandomAccessFile(home.resolve("deploy/file.wasm").toFile(), "rw")) {
            file.setLength((long) LARGE_MEGABYTES * MEGABYTE);
        }
        for (int i = 0; i < 2; i++) {
            Outcome outcome = start(home);
            String text = outcome.text();
            assertEquals(0, outcome.status(), text);
            assertTrue(text.endsWith("\n42\n"), text);
            assertTrue(text.contains("it has 314572800 bytes, at most 67108864 are read"), text);
            assertTrue(text.contains("it has more than 67108864 bytes"), text);
            assertTrue(text.matches("(?s).*\\blarge +[0-9.]+ +broken .*\\blying +[0-9.]+ +broken .*"), text);
            assertTrue(text.matches("(?s).*/deploy/file\\.wasm: no bundle\n +it is too large: .*"), text);
            String log = Files.readString(home.resolve("data/log/tagalong.log"));
            assertFalse(log.contains("OutOfMemoryError"), log);
        }
    }
}
