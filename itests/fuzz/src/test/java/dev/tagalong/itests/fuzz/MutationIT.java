package dev.tagalong.itests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.ModuleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Damaged modules are read and validated, or refused, with nothing but the engine's own exception, in bounded time and
 * memory: the build runs this in a JVM with a small heap. The modules that are damaged have all features: those of the
 * official suite, if it is there, and random ones.
 *
 * <p>System properties: {@code fuzz.mutants} how many, {@code fuzz.seed} for another run, {@code tagalong.spec} the suite's
 * folder. A module that shows a fault stays in {@code target/fuzz}.
 */
class MutationIT {

    private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();
    private static final Path SUITE =
            Path.of(System.getProperty("tagalong.spec", "../../../shared/spec"), "spec-json.zip");
    private static final int RANDOM_MODULES = 60;
    private static final long MOST_SUITE_BYTES = 2 << 20;
    private static final int LARGEST = 64 << 10;
    /** Many times what any takes. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Test
    void damagedModulesAreReadOrRefused() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        long seed = Long.getLong("fuzz.seed", 1);
        List<byte[]> modules = suite();
        modules.removeIf(MutationIT::isBad);
        int ofSuite = modules.size();
        try (V8 v8 = V8.start(FOLDER)) {
            v8.order(Mix.EVERYTHING, seed, RANDOM_MODULES);
            for (int i = 0; i < RANDOM_MODULES; i++) {
                Sample sample = v8.next();
                if (sample.made()) {
                    modules.add(sample.module());
                }
            }
        }
        assumeFalse(modules.isEmpty(), "not tried: there are no modules");
        Mutator mutator = new Mutator(modules, seed);
        int count = Integer.getInteger("fuzz.mutants", 20_000);
        List<String> faults = new ArrayList<>();
        int accepted = 0;
        try (Engine engine = Engine.create(EngineOptions.DEFAULT)) {
            for (int i = 0; i < count && faults.size() < 10; i++) {
                byte[] module = mutator.next();
                String fault = fault(engine, module);
                accepted += fault == null ? 1 : 0;
                if (fault != null && !fault.isEmpty()) {
                    faults.add("mutant " + i + ": " + fault);
                    Files.write(FOLDER.resolve("mutant-" + seed + "-" + i + ".wasm"), module);
                }
            }
        }
        System.out.printf(
                "%,d damaged modules of %,d of the suite and %,d random ones, %,d still valid, %,d faults%n",
                count, ofSuite, modules.size() - ofSuite, accepted, faults.size());
        assertEquals("", String.join("\n", faults));
    }

    /** What went wrong; nothing if a module was refused, and {@code null} if it is valid. */
    private static String fault(Engine engine, byte[] module) {
        long start = System.nanoTime();
        String fault = null;
        try {
            engine.load("damaged", module);
        } catch (ModuleException e) {
            fault = "";
        } catch (RuntimeException | Error e) {
            return Campaign.describe(e);
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return time.compareTo(LONGEST) > 0 ? "it took " + time : fault;
    }

    /** The suite has modules that are to be refused. */
    private static boolean isBad(byte[] module) {
        try (Engine engine = Engine.create(EngineOptions.DEFAULT)) {
            engine.load("whole", module);
            return false;
        } catch (ModuleException e) {
            return e.reason() != ModuleException.Reason.UNSUPPORTED;
        }
    }

    /** Modules of the official suite, one out of several, as many as fit. */
    private static List<byte[]> suite() throws IOException {
        List<byte[]> modules = new ArrayList<>();
        if (!Files.exists(SUITE)) {
            return modules;
        }
        long total = 0;
        try (ZipFile zip = new ZipFile(SUITE.toFile())) {
            int step = Math.max(1, zip.size() / 1500);
            int n = 0;
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                boolean taken = entry.getName().endsWith(".wasm") && entry.getSize() < LARGEST && n++ % step == 0;
                if (taken && total < MOST_SUITE_BYTES) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        modules.add(in.readAllBytes());
                        total += entry.getSize();
                    }
                }
            }
        }
        return modules;
    }
}
