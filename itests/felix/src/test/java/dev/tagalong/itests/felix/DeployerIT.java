package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WatchedFolder;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.ProcessEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Files in a folder that File Install watches. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.DEPLOYER})
class DeployerIT extends LinkerScenario {

    /** With the ending, and a dot before it while it is written, 255 bytes. */
    private static final int LONGEST_STEM = 249;

    private static final int MANY = Integer.getInteger("tagalong.deployments", 100);

    private Path folder;

    private WatchedFolder watched;

    @BeforeEach
    void watch(@TempDir Path empty) throws IOException {
        folder = Files.createDirectory(empty.resolve("watched"));
        watchFolder();
    }

    private void watchFolder() throws IOException {
        watched = new WatchedFolder(context, folder);
    }

    @AfterEach
    void unwatch() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Await.until("all are gone", () -> bundles().isEmpty());
        watched.close();
    }

    private List<Bundle> bundles() {
        return Arrays.stream(context.getBundles())
                .filter(b -> b.getLocation().startsWith("wasm:"))
                .toList();
    }

    private void drop(String name, byte[] contents) throws IOException {
        watched.drop(name, contents);
    }

    private int call(String name) {
        try (Library library = linker.open(name)) {
            return (int) library.function("stamped").call(0);
        }
    }

    private void awaitAnswer(String name, int answer) throws InterruptedException {
        Await.until(name + " answers " + answer, () -> answers(name, answer));
    }

    private boolean answers(String name, int answer) {
        try {
            return call(name) == answer;
        } catch (DlException e) {
            return false; // not there yet, or just being replaced
        }
    }

    private boolean offered(String name) {
        return linker.libraries().stream().anyMatch(l -> l.name().equals(name));
    }

    @Test
    void aFileBesideItAsksForASnapshot() throws Exception {
        Files.writeString(folder.resolve("fast.properties"), "snapshot = start\n");
        drop("fast.wasm", Wasm.stamped(41));
        awaitAnswer("fast.wasm", 41);
        Await.until("the snapshot is made", () -> made("fast.wasm"));
        awaitAnswer("fast.wasm", 41);
        drop("fast.wasm", Wasm.stamped(42));
        awaitAnswer("fast.wasm", 42);
        Await.until("the other module has its own", () -> made("fast.wasm"));
        awaitAnswer("fast.wasm", 42);
        Files.delete(folder.resolve("fast.properties"));
        Await.until("none is wanted", () -> {
            SnapshotInfo snapshot = linker.snapshot("fast.wasm");
            return snapshot == null;
        });
    }

    private boolean made(String name) {
        try {
            SnapshotInfo snapshot = linker.snapshot(name);
            return snapshot != null && snapshot.made() != null;
        } catch (DlException e) {
            return false; // just being replaced
        }
    }

    @Test
    void whoAsksForARefusedFileHearsWhy() throws Exception {
        byte[] whole = Wasm.stamped(42);
        Path file = folder.resolve("half-1.2.0.wasm");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        Await.until("it is refused", () -> !linker.modules().isEmpty());
        ModuleStatus status = linker.modules().get(0);
        assertEquals("half.wasm", status.name());
        assertEquals(ModuleStatus.State.REFUSED, status.state());
        assertEquals(file.toString(), status.file());
        assertSays(status.problem(), "offset 0x");
        for (Executable question : List.<Executable>of(
                () -> linker.open("half.wasm"),
                () -> linker.load("half.wasm", ProcessEnvironment.EMPTY),
                () -> linker.symbols("half.wasm"),
                () -> linker.needs("half.wasm"))) {
            assertSays(
                    assertThrows(DlException.class, question).getMessage(),
                    "no bundle offers a module named 'half.wasm': " + file,
                    "not deployed",
                    "offset 0x");
        }

        Files.write(file, whole);
        Await.until("it is deployed", () -> answers("half.wasm", 42));
        assertNull(linker.modules().get(0).problem());
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        Await.until("it is refused", () -> linker.modules().get(0).ill());
        assertEquals(ModuleStatus.State.OFFERED, linker.modules().get(0).state(), "what was there runs on");
        assertSays(linker.modules().get(0).problem(), "what was there before runs on", "offset 0x");
        assertEquals(42, call("half.wasm"));
    }

    @Test
    void droppedReplacedAndDeleted() throws Exception {
        drop("stamp-1.2.0.wasm", Wasm.stamped(7));
        awaitAnswer("stamp.wasm", 7);
        LibraryInfo info = info("stamp.wasm");
        assertEquals(new Version(1, 2, 0), info.version());
        assertEquals("stamp", info.bundleName());
        long id = info.bundleId();

        drop("stamp-1.2.0.wasm", Wasm.stamped(8));
        awaitAnswer("stamp.wasm", 8);
        assertEquals(id, info("stamp.wasm").bundleId(), "it is the same bundle");

        Files.delete(folder.resolve("stamp-1.2.0.wasm"));
        Await.until("it is gone", () -> context.getBundle(id) == null);
    }

    @Test
    void whatIsInvalidNeverBecomesABundleAndNeverReplacesOne() throws Exception {
        drop("good.wasm", Wasm.stamped(1));
        awaitAnswer("good.wasm", 1);
        byte[] next = Wasm.stamped(2);
        drop("good.wasm", Arrays.copyOf(next, next.length - 5));
        drop("bad.wasm", "no module".getBytes());
        drop("witness.wasm", Wasm.stamped(3));
        awaitAnswer("witness.wasm", 3);
        assertEquals(1, call("good.wasm"), "the last good one stays");
        assertEquals(2, bundles().size());

        drop("good.wasm", next);
        drop("bad.wasm", Wasm.stamped(4));
        awaitAnswer("good.wasm", 2);
        awaitAnswer("bad.wasm", 4);
    }

    @Test
    void aFileBesideItNamesIt() throws Exception {
        drop("plugin.wasm", Wasm.stamped(5));
        awaitAnswer("plugin.wasm", 5);
        drop("plugin.properties", "name=renamed.wasm\nversion=3.4\n".getBytes());
        awaitAnswer("renamed.wasm", 5);
        assertEquals(new Version("3.4"), info("renamed.wasm").version());
        assertEquals(1, bundles().size());

        Files.delete(folder.resolve("plugin.properties"));
        awaitAnswer("plugin.wasm", 5);
        drop("plugin.json", "{\"name\": \"third.wasm\"}".getBytes());
        awaitAnswer("third.wasm", 5);
        drop("plugin.json", "{\"nmae\": \"third.wasm\"}".getBytes());
        drop("witness.wasm", Wasm.stamped(6));
        awaitAnswer("witness.wasm", 6);
        assertEquals(5, call("third.wasm"), "a mistake changes nothing");
    }

    private Configuration[] configurations() throws Exception {
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Configuration[] found = admin.listConfigurations("(service.factoryPid=dev.tagalong.plugin)");
        return found == null ? new Configuration[0] : found;
    }

    @Test
    void limitsBesideItHoldWithoutARestart() throws Exception {
        drop("stamp.properties", "call.depth = 55\nenv = MODE=fast".getBytes());
        drop("stamp.wasm", Wasm.stamped(1));
        awaitAnswer("stamp.wasm", 1);
        Library library = closing(linker.open("stamp.wasm"));
        Bundle bundle = library.bundle();
        long since = bundle.getLastModified();
        Await.until("it holds", () -> library.instance().limits().callDepth() == 55);
        assertEquals(Map.of("MODE", "fast"), linker.settings("stamp.wasm").variables());
        assertEquals(1, configurations().length);

        drop("stamp.properties", "call.depth = 66".getBytes());
        Await.until("the change holds", () -> library.instance().limits().callDepth() == 66);
        assertEquals(Map.of(), linker.settings("stamp.wasm").variables());
        assertEquals(since, bundle.getLastModified(), "the bundle is the same");
        assertTrue(library.open(), "and was never stopped");

        drop("stamp.properties", "call.depth = 77\nmemory.pagse = 3".getBytes());
        drop("other.wasm", Wasm.stamped(2));
        awaitAnswer("other.wasm", 2);
        assertEquals(66, library.instance().limits().callDepth(), "what has a mistake changes nothing");

        Files.delete(folder.resolve("stamp.properties"));
        Await.until("no limits of its own", () -> library.instance().limits().equals(linker.limits()));
        assertTrue(library.open());
        drop("stamp.properties", "call.depth = 88".getBytes());
        Await.until("there they are again", () -> library.instance().limits().callDepth() == 88);
        Files.delete(folder.resolve("stamp.wasm"));
        Await.until("it is gone", () -> bundle.getState() == Bundle.UNINSTALLED);
        Await.until(
                "and so is its configuration",
                () -> linker.libraries().stream().noneMatch(l -> l.name().equals("stamp.wasm")));
        Files.delete(folder.resolve("stamp.properties"));
        drop("other.wasm", Wasm.stamped(3));
        awaitAnswer("other.wasm", 3);
        assertEquals(0, configurations().length);
    }

    @Test
    void whatItNeedsMayComeLater() throws Exception {
        drop("top.wasm", Wasm.module("top.wasm"));
        Await.until("it is installed", () -> bundles().size() == 1);
        drop("top.properties", "env = MODE=fast".getBytes());
        for (int i = 0; configurations().length == 0 && i < 10_000; i++) {
            Thread.sleep(1);
        }
        drop("left.wasm", Wasm.module("left.wasm"));
        drop("right.wasm", Wasm.module("right.wasm"));
        drop("base.wasm", Wasm.module("base.wasm"));
        Await.until(
                "all are on offer",
                () -> Stream.of("top.wasm", "left.wasm", "right.wasm", "base.wasm")
                        .allMatch(this::offered));
    }

    /** As reproducible builds, {@code cp -p} and the links of a ConfigMap do. */
    @Test
    void aFileOfTheSameSizeAndTimeIsNoticed() throws Exception {
        FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Path file = folder.resolve("same.wasm");
        Files.setLastModifiedTime(Files.write(file, Wasm.stamped(1)), time);
        awaitAnswer("same.wasm", 1);
        Path part = Files.setLastModifiedTime(Files.write(folder.resolve(".part"), Wasm.stamped(2)), time);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        awaitAnswer("same.wasm", 2);
        Files.setLastModifiedTime(Files.write(file, Wasm.stamped(3)), time);
        awaitAnswer("same.wasm", 3);
        assertEquals(time, Files.getLastModifiedTime(file));
    }

    @Test
    void whatIsBeingWrittenIsNotTaken(@TempDir Path other) throws Exception {
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Configuration quiet = admin.getConfiguration("dev.tagalong.deployer", "?");
        quiet.update(new Hashtable<>(Map.of("quiet.ms", 60_000)));
        // Configurations arrive in their order, so nothing is looked at before the other one holds.
        watched.close();
        folder = Files.createDirectory(other.resolve("watched"));
        watchFolder();
        Files.write(folder.resolve("half.wasm"), Wasm.stamped(1));
        Path whole = Files.write(folder.resolve("witness.wasm"), Wasm.stamped(2));
        Files.setLastModifiedTime(whole, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        awaitAnswer("witness.wasm", 2);
        assertEquals(1, bundles().size());
        assertFalse(offered("half.wasm"));
        quiet.delete();
        awaitAnswer("half.wasm", 1);
    }

    @Test
    void oddNamesAreNames() throws Exception {
        List<String> names = List.of(
                "sp ace.wasm",
                "com,ma.wasm",
                "apo'strophe.wasm",
                "dol$lar.wasm",
                "per%20cent.wasm",
                "has#h?.wasm",
                "(star*).wasm",
                "\u00fcml\u00e4ut.wasm",
                "UPPER.WASM",
                "x".repeat(LONGEST_STEM) + ".wasm");
        for (String name : names) {
            drop(name, Wasm.stamped(name.length()));
        }
        Files.write(folder.resolve("x".repeat(LONGEST_STEM) + ".json"), "{\"call\": {\"depth\": 55}}".getBytes());
        for (String name : names) {
            awaitAnswer(name, name.length());
        }
        drop("semi;colon.wasm", Wasm.stamped(100));
        drop("new\nline.wasm", Wasm.stamped(100));
        drop("quo\"te.wasm", Wasm.stamped(100));
        drop("back\\slash.wasm", Wasm.stamped(100));
        drop("witness.wasm", Wasm.stamped(3));
        awaitAnswer("witness.wasm", 3);
        assertEquals(names.size() + 1, bundles().size(), bundles().toString());
        drop("semi;colon.properties", "name = semicolon.wasm".getBytes());
        awaitAnswer("semicolon.wasm", 100);
    }

    @Test
    void whatCannotBeReadIsNobodyElsesProblem() throws Exception {
        drop("directory.wasm", Wasm.stamped(1));
        awaitAnswer("directory.wasm", 1);
        Files.createSymbolicLink(folder.resolve("link.wasm"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("loop.wasm"), Path.of("loop.wasm"));
        Files.delete(folder.resolve("directory.wasm"));
        Files.createDirectory(folder.resolve("directory.wasm"));
        Files.createFile(folder.resolve("empty.wasm"));
        drop("object.wasm", new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 0, 9, 7, 'l', 'i', 'n', 'k', 'i', 'n', 'g', 2});
        drop("large.properties", new byte[2 << 20]);
        drop("large.wasm", Wasm.stamped(1));
        drop("blank.properties", "\n".repeat(1_000_000).getBytes());
        drop("blank.wasm", Wasm.stamped(4));
        awaitAnswer("blank.wasm", 4);
        drop("witness.wasm", Wasm.stamped(3));
        awaitAnswer("witness.wasm", 3);
        assertTrue(
                Stream.of("link.wasm", "loop.wasm", "empty.wasm", "object.wasm", "large.wasm")
                        .noneMatch(this::offered),
                linker.libraries().toString());
        drop("to.wasm", Wasm.stamped(5));
        Files.delete(folder.resolve("loop.wasm"));
        Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("to.wasm"));
        awaitAnswer("link.wasm", 5);
    }

    @Test
    void aBundleThatSomebodyUninstalledComesBackWithTheNextFile() throws Exception {
        drop("back.wasm", Wasm.stamped(1));
        awaitAnswer("back.wasm", 1);
        bundles().get(0).uninstall();
        drop("back.wasm", Wasm.stamped(2));
        awaitAnswer("back.wasm", 2);
    }

    @Test
    void aBurstOfRewritesSettlesOnTheLast() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i <= 200; i++) {
            byte[] contents = Wasm.stamped(i);
            int part = random.nextInt(contents.length);
            Files.write(folder.resolve("burst.wasm"), Arrays.copyOf(contents, part));
            Files.write(folder.resolve("burst.wasm"), contents);
        }
        awaitAnswer("burst.wasm", 200);
    }

    @Test
    void aUrlIsABundle() throws Exception {
        Path file = folder.resolveSibling("by-url-2.0.wasm");
        Files.write(file, Wasm.stamped(9));
        Bundle bundle = context.installBundle("wasm:" + file.toUri());
        try {
            bundle.start();
            assertEquals(9, call("by-url.wasm"));
            Files.write(file, Wasm.stamped(10));
            bundle.update();
            assertEquals(10, call("by-url.wasm"));
            Files.write(file, "nothing".getBytes());
            BundleException failure = assertThrows(BundleException.class, bundle::update);
            assertSays(failure.getCause().getMessage(), "by-url-2.0.wasm", "magic");
            assertEquals(10, call("by-url.wasm"));
        } finally {
            bundle.uninstall();
            Files.delete(file);
        }
    }

    /** Files come, change and go by the hundred while others are called: nothing is lost, stale or left behind. */
    @Test
    void manyAtOnce() throws Exception {
        drop("steady.wasm", Wasm.stamped(-1));
        awaitAnswer("steady.wasm", -1);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            Future<?> steady = callers.submit(() -> {
                while (!done.get()) {
                    assertEquals(-1, call("steady.wasm"));
                }
            });
            for (int round = 1; round <= 2; round++) {
                int answer = round * 1_000;
                for (int i = 0; i < MANY; i++) {
                    drop("many" + i + ".wasm", Wasm.stamped(answer + i));
                }
                for (int i = 0; i < MANY; i++) {
                    awaitAnswer("many" + i + ".wasm", answer + i);
                }
            }
            assertEquals(MANY + 1, bundles().size());
            for (int i = 0; i < MANY; i++) {
                Files.delete(folder.resolve("many" + i + ".wasm"));
            }
            Await.until("all are gone", () -> bundles().size() == 1);
            done.set(true);
            assertNull(steady.get());
            assertTrue(IntStream.range(0, MANY).noneMatch(i -> offered("many" + i + ".wasm")));
            assertNotNull(info("steady.wasm"));
        } finally {
            done.set(true);
            callers.shutdown();
        }
    }
}
