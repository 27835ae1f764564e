package dev.tagalong.dl.internal.resolve;

import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import dev.tagalong.runtime.text.PlainText;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A standard stream of a library. A library belongs to its bundle and not to the program that opened it first, so what
 * it prints goes to the log, a line an entry, in UTF-8. A line of more than 4,096 bytes becomes several entries.
 */
final class LineLog extends OutputStream {

    private static final int LONGEST = 4096;

    private final Consumer<String> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineLog(Consumer<String> log) {
        this.log = log;
    }

    /**
     * What a library is told of the world: no arguments but its name, no variables, no input, the log for output. The log is
     * a terminal to it, so that C libraries hand on each line: a library has no end at which they would flush.
     */
    static ProcessEnvironment environment(String library) {
        Logger logger = LoggerFactory.getLogger("dev.tagalong.dl.output." + library);
        return ProcessEnvironment.builder()
                .arguments(List.of(library))
                .output(new LineLog(logger::info))
                .error(new LineLog(logger::warn))
                .terminal(StandardStream.OUTPUT, true)
                .terminal(StandardStream.ERROR, true)
                .build();
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            entry();
            return;
        }
        line.write(b);
        if (line.size() == LONGEST) {
            entry();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    /** Makes an entry of a last line without an end. */
    @Override
    public synchronized void close() {
        if (line.size() > 0) {
            entry();
        }
    }

    private void entry() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        log.accept(PlainText.of(text));
    }
}
