package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Messages of a line, which go to the program's standard streams. */
public final class Console {

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "output", "emscripten_out", "_emscripten_out", "emscripten_console_log")
                .add(
                        this,
                        "error",
                        "emscripten_err",
                        "_emscripten_err",
                        "emscripten_dbg",
                        "_emscripten_dbg",
                        "emscripten_console_warn",
                        "emscripten_console_error",
                        "emscripten_console_trace");
    }

    void output(Instance caller, int text) throws IOException {
        print(caller, text, caller.environment().output());
    }

    void error(Instance caller, int text) throws IOException {
        print(caller, text, caller.environment().error());
    }

    private static void print(Instance caller, int text, OutputStream stream) throws IOException {
        stream.write((Endings.text(caller, text) + "\n").getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }
}
