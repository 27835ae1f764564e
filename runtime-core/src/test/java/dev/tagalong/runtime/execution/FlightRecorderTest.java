package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Program.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording has of the engine. */
class FlightRecorderTest {

    @TempDir
    Path folder;

    private static final Program PROGRAM = new Program();

    static {
        PROGRAM.function("one", ":i", "", i32(1));
        PROGRAM.function("fail", ":", "", UNREACHABLE);
    }

    /** The events of one name that a task leads to. */
    private List<RecordedEvent> recorded(String name, Runnable task) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("dev.tagalong." + name).withoutThreshold();
            recording.start();
            task.run();
            recording.stop();
            Path file = Files.createTempFile(folder, name, ".jfr");
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(e -> e.getEventType().getName().equals("dev.tagalong." + name))
                    .toList();
        }
    }

    private static RecordedEvent only(List<RecordedEvent> events) {
        assertEquals(1, events.size(), events::toString);
        return events.get(0);
    }

    private static Instance instance(Engine engine) {
        Module module = engine.load("recorded.wasm", PROGRAM.binary());
        return engine.instantiate(module, Imports.NONE, InstanceOptions.named("recorded"));
    }

    @Test
    void load() throws IOException {
        try (Engine engine = Engine.create()) {
            byte[] binary = PROGRAM.binary();
            RecordedEvent event = only(recorded("ModuleLoad", () -> engine.load("recorded.wasm", binary)));
            assertEquals("recorded.wasm", event.getString("module"));
            assertEquals(binary.length, event.getInt("bytes"));
            assertEquals(2, event.getInt("functions"));
            assertNull(event.getString("error"));
            assertFalse(event.getDuration().isNegative());
        }
    }

    @Test
    void refusedModules() throws IOException {
        try (Engine engine = Engine.create()) {
            byte[] binary = {0, 'a', 's', 'm', 9, 0, 0, 0};
            RecordedEvent event = only(recorded(
                    "ModuleLoad", () -> assertThrows(ModuleException.class, () -> engine.load("bad.wasm", binary))));
            assertEquals("bad.wasm", event.getString("module"));
            assertTrue(event.getString("error").contains("version"), event::toString);
        }
    }

    @Test
    void compile() throws IOException {
        EngineOptions options = EngineOptions.DEFAULT.withTier(Tier.COMPILE).withCodeCache(folder.resolve("code"));
        for (boolean cached : new boolean[] {false, true}) {
            try (Engine engine = Engine.create(options)) {
                Instance instance = instance(engine);
                RecordedEvent event = only(recorded(
                        "FunctionCompile", () -> instance.function("one").call()));
                assertEquals("recorded.wasm", event.getString("module"));
                assertEquals(0, event.getInt("index"));
                assertEquals("one", event.getString("function"));
                assertTrue(event.getInt("bytes") > 0);
                assertTrue(event.getInt("codeBytes") > event.getInt("bytes"));
                assertEquals(cached, event.getBoolean("cached"));
            }
        }
    }

    @Test
    void instantiateAndClose() throws IOException {
        try (Engine engine = Engine.create(EngineOptions.DEFAULT.withTier(Tier.INTERPRET))) {
            RecordedEvent made = only(recorded("Instantiate", () -> instance(engine)));
            assertEquals("recorded", made.getString("instance"));
            assertEquals("INTERPRET", made.getString("tier"));
            assertNull(made.getString("error"));
            Instance instance = instance(engine);
            instance.function("one").call();
            RecordedEvent closed = only(recorded("InstanceClose", () -> {
                instance.close();
                instance.close();
            }));
            assertEquals("recorded.wasm", closed.getString("module"));
            assertEquals(1, closed.getLong("calls"));
            assertEquals(0, closed.getLong("traps"));
        }
    }

    @Test
    void instantiationThatFails() throws IOException {
        Program importing = new Program();
        importing.importFunction("env", "missing", ":");
        try (Engine engine = Engine.create()) {
            Module module = engine.load("importing.wasm", importing.binary());
            RecordedEvent event = only(recorded(
                    "Instantiate",
                    () -> assertThrows(
                            LinkException.class,
                            () -> engine.instantiate(module, Imports.NONE, InstanceOptions.named("i")))));
            assertTrue(event.getString("error").contains("env.missing"), event::toString);
        }
    }

    @Test
    void trap() throws IOException {
        try (Engine engine = Engine.create()) {
            Instance instance = instance(engine);
            RecordedEvent event = only(recorded(
                    "Trap",
                    () -> assertThrows(
                            Trap.class, () -> instance.function("fail").call())));
            assertEquals("UNREACHABLE", event.getString("kind"));
            assertEquals("unreachable", event.getString("message"));
            assertTrue(event.getString("backtrace").startsWith("recorded.wasm!fail"), event::toString);
            assertTrue(event.getStackTrace().getFrames().size() > 0);
        }
    }
}
