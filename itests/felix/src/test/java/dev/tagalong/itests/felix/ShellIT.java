package dev.tagalong.itests.felix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.util.tracker.ServiceTracker;

/** What somebody who runs the container sees in the shell. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.SHELL})
class ShellIT extends LinkerScenario {

    @Test
    void aBrokenModuleIsListedWithTheReason() throws Exception {
        byte[] whole = Wasm.module("app.wasm");
        Bundle bundle = deploy(WasmBundle.named("test.broken")
                .module("broken.wasm", Arrays.copyOf(whole, whole.length / 2))
                .module("good.wasm", whole));
        String list = execute("wasm:list");
        assertSays(list, "broken.wasm", "broken", "offset 0x", "good.wasm", "offered");
        assertSays(list, "test.broken [" + bundle.getBundleId() + "]");
        assertSays(
                assertThrows(Exception.class, () -> execute("wasm:symbols broken.wasm"))
                        .getMessage(),
                "broken.wasm",
                "offset 0x");
    }

    @Test
    void aMissingNeedShowsAsWhatOsgiCallsUnresolved() throws Exception {
        Bundle bundle = install(WasmBundle.of("left.wasm").needs("base.wasm", "1", "2"));
        assertSays(
                execute("felix:start " + bundle.getBundleId()),
                "Unable to resolve",
                "tagalong.module",
                "(tagalong.module=base.wasm)");
        assertSays(execute("felix:lb -s test.left"), "Installed", "test.left");
        String missing = "nobody provides tagalong.module (&(tagalong.module=base.wasm)";
        assertSays(execute("wasm:list"), "left.wasm", "unresolved", missing, "start " + bundle.getBundleId());
        assertSays(execute("wasm:info left.wasm"), "test.left", "unresolved", missing);
        for (String command : List.of("open left.wasm", "needs left.wasm", "call left.wasm f", "run left.wasm")) {
            assertSays(
                    assertThrows(Exception.class, () -> execute("wasm:" + command))
                            .getMessage(),
                    "no bundle offers a module named 'left.wasm'",
                    "test.left [" + bundle.getBundleId() + "]",
                    missing);
        }
        deploy(WasmBundle.of("base.wasm").provides("base.wasm", "1.5.0"));
        execute("felix:start " + bundle.getBundleId());
        assertSays(execute("felix:lb -s test.left"), "Active");
        assertSays(execute("wasm:list"), "left.wasm", "base.wasm");
        assertSays(execute("wasm:needs left.wasm"), "base.wasm", "1.0.0", "test.base");
    }

    @Test
    void aFunctionIsCalled() throws Exception {
        deploy("app.wasm", "faults.wasm");
        assertEquals("42", execute("wasm:call app.wasm test_func 1").strip());
        assertSays(
                assertThrows(Exception.class, () -> execute("wasm:call faults.wasm give_up 1"))
                        .getMessage(),
                "unreachable",
                "faults.wasm!give_up");
        assertEquals(0, info("faults.wasm").references(), "the command has closed what it opened");
    }

    @Test
    void aProgramIsRun() throws Exception {
        deploy("app.wasm", "main.wasm");
        assertSays(
                execute("wasm:run --trace main.wasm"),
                "dlopen(\"app.wasm\", 0)",
                "test_func(1) = 42",
                "exit status 42");
    }

    @Test
    void aLibraryIsKeptOpen() throws Exception {
        deploy("typed.wasm");
        execute("wasm:open typed.wasm");
        assertEquals(1, info("typed.wasm").references());
        execute("wasm:call typed.wasm set_answer 5");
        assertEquals("5", execute("wasm:call typed.wasm get_answer").strip());
        assertSays(execute("wasm:symbols typed.wasm"), "get_answer", "i32", "memory");
        execute("wasm:close typed.wasm");
        assertEquals(0, info("typed.wasm").references());
    }

    /** Ctrl-C in the shell interrupts the thread that executes the line. */
    @Test
    void anInterruptEndsAStartFunctionThatNeverReturns() throws Exception {
        deploy("hang.wasm");
        String command = "wasm:open hang.wasm";
        Thread user = new Thread(() -> assertThrows(Exception.class, () -> execute(command)));
        user.start();
        Await.until("the command runs", () -> running(command));
        user.interrupt();
        user.join();
        Await.until("the start function has ended", () -> !running(command));
    }

    private static boolean running(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().equals(thread));
    }

    @Test
    void theLimitsAreShown() throws Exception {
        assertSays(execute("wasm:limits"), "memory", "call depth");
    }

    /** Executes a line as a user would; what it prints to both streams, and then its result, as a shell shows it. */
    private String execute(String line) throws Exception {
        ServiceTracker<CommandProcessor, CommandProcessor> tracker =
                new ServiceTracker<>(context, CommandProcessor.class, null);
        tracker.open();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(output, true, UTF_8);
                CommandSession session =
                        tracker.waitForService(30_000).createSession(InputStream.nullInputStream(), out, out)) {
            if (session.execute(line) instanceof String result) {
                out.print(result);
            }
        } finally {
            tracker.close();
        }
        return output.toString(UTF_8);
    }
}
