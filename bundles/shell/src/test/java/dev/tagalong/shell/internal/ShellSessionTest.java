package dev.tagalong.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Parameter;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.SyntaxError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is told of a line that goes wrong: the same by a container's start command and in a shell. */
class ShellSessionTest {

    private final GogoSession gogo = new GogoSession(new FakeLinker());

    /** Commands of somebody else's. */
    public static final class Others {

        @Descriptor("greets")
        public String greet(
                @Parameter(
                                names = {"-t", "--title"},
                                absentValue = "")
                        String title,
                @Descriptor("who") String who) {
            return "hello " + title + who;
        }

        public void shout() {
            Thread.currentThread().interrupt();
            System.out.println("what is printed by a thread that is interrupted");
        }

        public void fail(String how) throws Exception {
            switch (how) {
                case "io" -> throw new IOException("the disk is full");
                case "silent" -> throw new ClassCastException();
                case "interrupted" -> throw new InterruptedException("sleep interrupted");
                case "file" -> throw new java.nio.file.NoSuchFileException("/no/such");
                case "denied" -> throw new java.nio.file.AccessDeniedException("/etc/shadow");
                case "argument" -> throw new IllegalArgumentException("seven is too many");
                default -> throw new StackOverflowError("deep");
            }
        }
    }

    @BeforeEach
    void addOthers() {
        gogo.add("other", new Others(), "greet", "fail", "shout");
        gogo.add("hc", new Others(), "list");
        gogo.add("other", (Function) (session, words) -> words.size(), "count");
    }

    @AfterEach
    void close() {
        gogo.close();
    }

    private void assertTells(String text, String line) {
        Exception e = assertThrows(Exception.class, () -> gogo.execute(line));
        assertEquals(text, e.toString(), "in a shell");
        assertEquals(1, gogo.executeAtStart(line));
        assertEquals(text + System.lineSeparator(), gogo.complained(), "at start");
        assertEquals("", gogo.printed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "call => call LIBRARY FUNCTION [ARGUMENT]...",
                "call app.wasm => call LIBRARY FUNCTION [ARGUMENT]...",
                "wasm:call => call LIBRARY FUNCTION [ARGUMENT]...",
                "open => open LIBRARY",
                "open a b => open LIBRARY",
                "close => close LIBRARY|ID",
                "list all => list",
                "symbols => symbols MODULE",
                "needs a b => needs MODULE",
                "info => info MODULE",
                "disassemble app => disassemble MODULE FUNCTION|INDEX",
                "limits a b => limits, or limits MODULE",
                "exit 1 2 => exit [STATUS]",
                "quit 1 2 => quit [STATUS]",
                "help a b => help, or help COMMAND",
                "greet => greet [-t|--title TITLE] WHO",
            })
    void wrongArgumentsAreToldWithTheUsage(String line, String usage) {
        assertTells("wrong arguments; usage: " + usage, line);
    }

    @Test
    void optionsThatDoNotFitAreToldWithTheUsage() {
        assertTells(RunOptions.USAGE, "run");
        assertTells("unknown option -x; " + RunOptions.USAGE, "run -x app.wasm");
        assertTells("-e needs NAME=VALUE; " + RunOptions.USAGE, "run -e");
        assertTells("unknown option -x; " + TopOptions.USAGE, "top -x");
        assertTells("'often' is nothing for -n; " + TopOptions.USAGE, "top -n often");
        assertTells("seven is no exit status from 0 to 255; usage: exit [STATUS]", "exit seven");
        assertTells("256 is no exit status from 0 to 255; usage: quit [STATUS]", "quit 256");
    }

    @Test
    void theUsageOfTopHasAllOrders() {
        for (TopOptions.Order order : TopOptions.Order.values()) {
            assertTrue(
                    TopOptions.USAGE.matches(".*[ |]" + order.name().toLowerCase(java.util.Locale.ROOT) + "[|\\]].*"));
        }
    }

    @Test
    void commandsThatAreNotThereAreTold() {
        assertTells("there is no command nosuch; help lists those that there are", "nosuch");
        assertTells("there is no command lsit; did you mean list?", "lsit");
        assertTells("there is no command wasm:cal; did you mean wasm:call?", "wasm:cal app.wasm f");
        assertTells("there is no command nosuch; help lists those that there are", "help nosuch");
        assertTells("there is no command exti; did you mean exit?", "help exti");
        assertTells("$nosuch is not set", "$nosuch word");
    }

    @Test
    void linesThatCannotBeReadAreTold() {
        assertTells("the line is not in the shell's language: unexpected token ')' at character 1", ")");
        assertTells("the line is not complete: it ends looking for matching quote: '", "call 'app.wasm");
    }

    @Test
    void failuresOfOthersAreToldWithoutTheirClasses() {
        assertTells("the disk is full", "fail io");
        assertTells("class cast", "fail silent");
        assertTells("interrupted", "fail interrupted");
        assertTells("/no/such: no such file or directory", "fail file");
        assertTells("/etc/shadow: permission denied", "fail denied");
        assertTells("seven is too many", "fail argument");
        assertTells("deep", "fail overflow");
        assertTells("/no/such: no such file or directory", "greet you > /no/such");
    }

    @Test
    void whatFailsWithinAPipeIsToldToo() throws Exception {
        gogo.execute("list all | count");
        assertEquals("wrong arguments; usage: list" + System.lineSeparator(), gogo.complained());
        gogo.execute("nosuch | count");
        assertEquals(
                "there is no command nosuch; help lists those that there are" + System.lineSeparator(),
                gogo.complained());
    }

    @Test
    void aCommandWithoutAScopeIsOursWhereThereAreSeveral() throws Exception {
        assertEquals(0, gogo.executeAtStart("list"));
        assertEquals("ID  NAME  VERSION  STATE  REFS  BUNDLE\n", gogo.printed());
        gogo.execute("help list");
        assertEquals("""
                usage: list
                lists the WebAssembly modules of bundles and files, and what is wrong with those that cannot be used
                """, gogo.printed());
    }

    @Test
    void helpBeginsWithOurCommands() throws Exception {
        gogo.execute("help");
        List<String> lines = gogo.printed().lines().toList();
        assertEquals("Commands of Tagalong; help COMMAND tells more:", lines.get(0));
        assertEquals(
                "  call         opens a library, calls a function, prints what it returns, and closes the library",
                lines.get(1));
        assertTrue(lines.contains("  other        count fail greet shout"), lines.toString());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 100), lines.toString());
    }

    @Test
    void helpTellsOfACommandOfOthers() throws Exception {
        gogo.execute("help greet");
        assertEquals("usage: greet [-t|--title TITLE] WHO\ngreets\n  who\n", gogo.printed());
        gogo.execute("help count");
        assertEquals("other:count does not tell what it takes\n", gogo.printed());
    }

    @Test
    void theContainerEndsWithTheStatusThatIsGiven() throws Exception {
        gogo.execute("exit; quit 7");
        assertEquals(List.of(0, 7), gogo.exits);
    }

    @Test
    void anInterruptOfACommandThatPrintsLeavesTheSessionItsOutput() throws Exception {
        try (var session = gogo.session()) {
            session.execute("shout");
            gogo.printed();
            session.execute("wasm:list");
            assertEquals("ID  NAME  VERSION  STATE  REFS  BUNDLE\n", gogo.printed());
        }
    }

    @Test
    void aLineThatCannotBeReadDoesNotEndTheShell() throws Exception {
        LineParser parser = new LineParser((line, cursor, context) -> {
            throw line.isEmpty() ? new org.jline.reader.EOFError(0, 0, "end") : new SyntaxError(0, 4, "unexpected");
        });
        ParsedLine line = parser.parse("list )", 6, Parser.ParseContext.ACCEPT_LINE);
        CharSequence program = ((org.apache.felix.gogo.jline.ParsedLineImpl) line).program();
        try (var session = gogo.session()) {
            Exception e = assertThrows(CommandFailure.class, () -> session.execute(program));
            assertEquals("the line is not in the shell's language: unexpected at character 5", e.toString());
        }
        assertThrows(SyntaxError.class, () -> parser.parse("list )", 6, Parser.ParseContext.COMPLETE));
        assertThrows(org.jline.reader.EOFError.class, () -> parser.parse("", 0, Parser.ParseContext.ACCEPT_LINE));
    }
}
