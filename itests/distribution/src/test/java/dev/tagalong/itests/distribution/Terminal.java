package dev.tagalong.itests.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A container on a terminal of its own, with somebody who types. */
final class Terminal implements AutoCloseable {

    /** The keys that a terminal's driver or the shell take for themselves. */
    static final String CTRL_C = "\u0003";

    static final String CTRL_D = "\u0004";
    static final String TAB = "\t";
    private static final String ENTER = "\r";

    static final String PROMPT = "tagalong> ";

    /** Control sequences (ECMA-48). */
    private static final Pattern CONTROLS =
            Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]|\u001b\\][^\u0007]*\u0007|\u0007");

    /** The mark of a line without an end, which the shell writes before each prompt, and over it if there is none. */
    private static final Pattern UNFINISHED = Pattern.compile("~ +[\r ]*");

    private static final int COLUMNS = 160;
    private static final int ROWS = 50;
    private static final long LIMIT_SECONDS = 60;
    private static final long PATIENCE_SECONDS = 3;

    private final PtyProcess process;
    private final StringBuilder shown = new StringBuilder();
    private int seen;

    private Terminal(PtyProcess process) {
        this.process = process;
        Thread reader = new Thread(this::read, "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code bin/tagalong} on a terminal; the test is skipped where there can be none. */
    static Terminal start(Home home, String... words) throws IOException {
        Path user = Files.createDirectories(home.resolve("data/user"));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(home.builder().environment());
        environment.put("TERM", "xterm");
        // Where the shell keeps its history
        environment.put("JAVA_OPTS", "-Duser.home=" + home.relative(user));
        String[] command = Stream.concat(Stream.of(home.resolve("bin/tagalong").toString()), Stream.of(words))
                .toArray(String[]::new);
        PtyProcessBuilder builder = new PtyProcessBuilder(command)
                .setEnvironment(environment)
                .setDirectory(home.resolve("..").toString())
                .setInitialColumns(COLUMNS)
                .setInitialRows(ROWS);
        try {
            return new Terminal(builder.start());
        } catch (IOException | LinkageError e) {
            return abort("nothing is tried on a terminal: there is no pseudo-terminal here: " + e);
        }
    }

    private void read() {
        char[] buffer = new char[4096];
        try (Reader reader = new InputStreamReader(process.getInputStream(), UTF_8)) {
            for (int n; (n = reader.read(buffer)) >= 0; ) {
                append(buffer, n);
            }
        } catch (IOException e) {
            // Linux's answer where the last process of the terminal has ended.
            append(new char[0], 0);
        }
    }

    private synchronized void append(char[] text, int length) {
        shown.append(text, 0, length);
        notifyAll();
    }

    /** Types keys. */
    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** What is shown since the last time, as soon as it is as it should be; that has been seen then. */
    String await(Predicate<String> wanted) throws InterruptedException {
        if (!awaits(wanted, TimeUnit.SECONDS.toNanos(LIMIT_SECONDS))) {
            fail("the terminal shows only: " + text());
        }
        return see();
    }

    /** Presses a key again and again, as people do, until what is shown since the last time is as it should be. */
    String pressUntil(String key, Predicate<String> wanted) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        do {
            if (System.nanoTime() > end) {
                fail("the terminal shows only: " + text());
            }
            type(key);
        } while (!awaits(wanted, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)));
        return see();
    }

    private synchronized boolean awaits(Predicate<String> wanted, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (!wanted.test(text())) {
            long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (rest <= 0) {
                return false;
            }
            wait(rest);
        }
        return true;
    }

    private synchronized String see() {
        String text = text();
        seen = shown.length();
        return text;
    }

    private synchronized String text() {
        String text = CONTROLS.matcher(shown.substring(seen)).replaceAll("");
        return UNFINISHED.matcher(text).replaceAll("").replace("\r", "");
    }

    /** What is shown until the shell waits for a line. */
    List<String> awaitPrompt() throws InterruptedException {
        String text = await(t -> t.endsWith("\n" + PROMPT));
        return text.substring(0, text.length() - PROMPT.length()).lines().toList();
    }

    /** Types a line; what is shown behind it, until the shell waits for another one. */
    List<String> enter(String line) throws IOException, InterruptedException {
        type(line + ENTER);
        List<String> lines = awaitPrompt();
        return lines.subList(1, lines.size());
    }

    /** Types a line for something that does not give the prompt back. */
    void begin(String line) throws IOException {
        type(line + ENTER);
    }

    /** Waits until the container has started a process of some command: what is typed then is for that one. */
    void awaitProcess(String command) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (ProcessHandle.of(process.pid()).orElseThrow().descendants().noneMatch(child -> runs(child, command))) {
            assertTrue(System.nanoTime() < end, () -> command + " is not started: " + text());
            Thread.sleep(20);
        }
    }

    private static boolean runs(ProcessHandle child, String command) {
        return child.info()
                .command()
                .filter(path -> path.endsWith("/" + command))
                .isPresent();
    }

    /** The exit status. */
    int status() throws InterruptedException {
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> "the container goes on: " + text());
        return process.exitValue();
    }

    @Override
    public void close() {
        ProcessHandle.of(process.pid())
                .ifPresent(handle -> handle.descendants().forEach(ProcessHandle::destroyForcibly));
        process.destroyForcibly();
    }
}
