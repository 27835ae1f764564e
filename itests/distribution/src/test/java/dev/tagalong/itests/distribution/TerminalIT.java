package dev.tagalong.itests.distribution;

import static dev.tagalong.itests.distribution.Terminal.CTRL_C;
import static dev.tagalong.itests.distribution.Terminal.CTRL_D;
import static dev.tagalong.itests.distribution.Terminal.PROMPT;
import static dev.tagalong.itests.distribution.Terminal.TAB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell as somebody at a terminal has it. */
@DisabledOnOs(OS.WINDOWS)
class TerminalIT {

    @TempDir
    static Path folder;

    private static Home home;

    private Terminal terminal;
    private List<String> greeting;

    @BeforeAll
    static void unpack() throws IOException {
        home = Home.in(folder);
        Files.write(home.resolve("deploy/sum.wasm"), ConsoleProcess.MODULE);
    }

    @BeforeEach
    void start() throws Exception {
        terminal = Terminal.start(home);
        greeting = terminal.awaitPrompt();
    }

    @AfterEach
    void close() {
        if (terminal != null) {
            terminal.close();
        }
    }

    @Test
    void itGreetsCompletesNamesAndEndsWithAStatus() throws Exception {
        assertEquals(3, greeting.size(), greeting.toString());
        assertEquals("", greeting.get(0));
        assertTrue(greeting.get(1).startsWith("Commands: list, info, "), greeting.get(1));
        assertEquals("End the container with exit or Ctrl-D.", greeting.get(2));

        terminal.type("call ma" + TAB);
        String offered = terminal.await(text -> text.contains("math.wasm"));
        assertTrue(offered.contains("main.wasm"), offered);
        terminal.type("th" + TAB);
        List<String> lines = terminal.enter("gcd 12 18");
        assertEquals("6", lines.get(lines.size() - 1), lines.toString());
        terminal.type("disas" + TAB);
        terminal.await(text -> text.contains("disassemble"));
        terminal.type(CTRL_C);
        terminal.awaitPrompt();

        terminal.begin("exit 7");
        assertEquals(7, terminal.status());
    }

    @Test
    void mistakesAreToldInWordsAndTheShellGoesOn() throws Exception {
        assertEquals(List.of("wrong arguments; usage: call LIBRARY FUNCTION [ARGUMENT]..."), terminal.enter("call"));
        assertEquals(List.of("argument 1 is not an i32: one"), terminal.enter("call math.wasm gcd one 2"));
        assertEquals(List.of("there is no command lsit; did you mean list?"), terminal.enter("lsit"));
        assertEquals(List.of("there is no command exti; did you mean exit?"), terminal.enter("help exti"));
        assertEquals(
                List.of("the line is not in the shell's language: unexpected token ')' at character 1"),
                terminal.enter(")"));
        String missing = terminal.enter("symbols mth.wasm").get(0);
        assertTrue(missing.endsWith("; did you mean math.wasm?"), missing);
        assertEquals("usage: list", terminal.enter("help list").get(0));
        assertEquals(
                "Commands of Tagalong; help COMMAND tells more:",
                terminal.enter("help").get(0));
        assertEquals(List.of("wrong arguments; usage: list"), terminal.enter("list all | head"));
        terminal.begin("quit");
        assertEquals(0, terminal.status());
    }

    @Test
    void ctrlCEndsWhatRunsAndNotTheShellAndCtrlDEndsTheShell() throws Exception {
        terminal.begin("run cat.wasm");
        terminal.awaitProcess("dd");
        terminal.begin("hello");
        terminal.await(text -> text.contains("hello\nhello\n"));
        assertInterrupted();
        terminal.begin("call sum.wasm spin");
        terminal.await(text -> text.contains("spin\n"));
        assertInterrupted();
        terminal.begin("top");
        terminal.await(text -> text.contains("CPU%"));
        assertInterrupted();
        terminal.type("an unfinished line" + CTRL_C);
        terminal.awaitPrompt();
        assertEquals(List.of("6"), terminal.enter("call math.wasm gcd 12 18"));
        terminal.type(CTRL_D);
        assertEquals(0, terminal.status());
    }

    private void assertInterrupted() throws Exception {
        String text = terminal.pressUntil(CTRL_C, t -> t.endsWith("\n" + PROMPT));
        assertTrue(text.contains("interrupted\n"), text);
    }
}
