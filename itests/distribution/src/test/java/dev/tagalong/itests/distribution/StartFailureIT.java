package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagalong.itests.distribution.Home.Outcome;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A container that cannot start says why in a line, and is gone. */
@DisabledOnOs(OS.WINDOWS)
class StartFailureIT {

    private static final int LIMIT_SECONDS = 60;

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void unpack() throws IOException {
        home = Home.in(folder);
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Outcome outcome = home.tagalong("--console=" + taken.getLocalPort());
            assertEquals(
                    "tagalong: the console cannot have port " + taken.getLocalPort() + ": Address already in use\n",
                    outcome.error());
            assertEquals(1, outcome.status());
        }
    }

    @Test
    void aBundleOfTheContainersThatIsBroken() throws Exception {
        Files.writeString(home.resolve("bundle/shell.jar"), "no jar");
        Outcome outcome = home.tagalong("exec", "wasm:limits");
        assertTrue(
                outcome.error()
                        .contains("tagalong: bundle/shell.jar cannot start; data/log/tagalong.log may say why\n"),
                outcome.error());
        assertEquals(1, outcome.status());
    }

    @Test
    void javaThatIsTooOld() throws Exception {
        for (String version : new String[] {"1.8.0_302", "11.0.20"}) {
            Path java = java("echo 'openjdk version \"" + version + "\" 2023-07-18' >&2");
            Outcome outcome = runWith(java);
            assertEquals(
                    "tagalong: Java 17 or later is needed, and " + java + "/bin/java is " + version + "\n",
                    outcome.error());
            assertEquals(1, outcome.status());
            Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"16.0.1\"\n");
            assertTrue(runWith(java).error().endsWith(" is 16.0.1\n"));
            Files.delete(java.resolve("release"));
        }
    }

    @Test
    void javaThatIsNotThere() throws Exception {
        Outcome outcome = runWith(folder.resolve("nowhere"));
        assertEquals("tagalong: JAVA_HOME is " + folder + "/nowhere, where there is no bin/java\n", outcome.error());
        assertEquals(1, outcome.status());
    }

    @Test
    void javaWhoseVersionOnlyItselfTells() throws Exception {
        String real = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Outcome outcome = runWith(java("exec '" + real + "' \"$@\""));
        assertEquals("", outcome.error());
        assertEquals(0, outcome.status());
    }

    private Path java(String script) throws IOException {
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder.resolve("java");
    }

    private Outcome runWith(Path javaHome) throws IOException, InterruptedException {
        ProcessBuilder builder = home.builder("exec", "wasm:limits");
        builder.environment().put("JAVA_HOME", javaHome.toString());
        return ended(builder);
    }

    @Test
    void aDirectoryThatIsAFile() throws Exception {
        Files.writeString(home.resolve("data"), "");
        Outcome outcome = home.tagalong("exec", "wasm:limits");
        assertEquals(1, outcome.error().lines().count(), outcome.error());
        assertTrue(outcome.error().startsWith("tagalong: " + home.resolve("").toString()), outcome.error());
        assertEquals(1, outcome.status());
    }

    @Test
    void aFullDisk() throws Exception {
        Outcome outcome = onMounted("size=64k");
        assertEquals(
                "tagalong: " + home.resolve("data") + " cannot be written: No space left on device\n", outcome.error());
        assertEquals(1, outcome.status());
        try (Stream<Path> left = Files.list(home.resolve("data"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aReadOnlyDisk() throws Exception {
        Outcome outcome = onMounted("ro");
        assertEquals(1, outcome.error().lines().count(), outcome.error());
        assertTrue(outcome.error().endsWith("Read-only file system\n"), outcome.error());
        assertEquals(1, outcome.status());
    }

    /** With a file system of its own as data/, in a name space of mounts that ends with the command. */
    private Outcome onMounted(String options) throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("data"));
        assumeTrue(
                mounted(options, "true").start().waitFor() == 0,
                "file systems can be mounted by root on Linux only, with unshare");
        return ended(mounted(options, "exec \"$1\" exec wasm:limits"));
    }

    private ProcessBuilder mounted(String options, String command) {
        ProcessBuilder builder = home.builder();
        String script = "mount -t tmpfs -o " + options + " none \"$0\" && " + command;
        return builder.command(
                        "sh",
                        "-c",
                        "exec unshare --mount sh -c \"$0\" \"$@\"",
                        script,
                        home.resolve("data").toString(),
                        builder.command().get(0))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private Outcome ended(ProcessBuilder builder) throws IOException, InterruptedException {
        Path error = folder.resolve("error");
        Process process = builder.redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(error.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertTrue(ended, "it runs on");
        return new Outcome(process.exitValue(), new byte[0], Files.readString(error));
    }
}
