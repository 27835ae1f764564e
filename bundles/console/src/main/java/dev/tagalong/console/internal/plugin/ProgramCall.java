package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.EntryPoint;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of a program with its own instance. It has no directories but those that are configured for it. What it writes is kept up to
 * {@link #MOST_BYTES}, standard output and error as they come.
 *
 * @param linker who has the program
 * @param module the module's name, for people
 * @param query what the linker finds it under
 * @param arguments the arguments after the name
 * @param input standard input
 */
public record ProgramCall(Linker linker, String module, String query, List<String> arguments, String input)
        implements DeadlineCall.Body {

    /** How much of the output is kept. */
    static final int MOST_BYTES = 256 << 10;

    /** Whether a module with these symbols is a program. */
    public static boolean possible(List<Symbol> symbols) {
        return EntryPoint.of(symbols).filter(EntryPoint::fits).isPresent();
    }

    @Override
    public DeadlineCall.Ending run() {
        List<String> words = new ArrayList<>(List.of(module));
        words.addAll(arguments);
        BoundedOutput output = new BoundedOutput(MOST_BYTES);
        ProcessEnvironment environment = ProcessEnvironment.builder()
                .arguments(words)
                .input(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                .output(output)
                .error(output)
                .build();
        try (Program program = linker.load(query, environment)) {
            int status = program.run();
            return new DeadlineCall.Ending(false, output.text() + "exit status " + status);
        } catch (Trap trap) {
            return new DeadlineCall.Ending(true, output.text() + trap.describe());
        } catch (WasmException thrown) {
            return new DeadlineCall.Ending(true, output.text() + "not caught: " + thrown.describe());
        }
    }

    /** Such as {@code hello.wasm a b}. */
    @Override
    public String toString() {
        return arguments.isEmpty() ? module : module + " " + String.join(" ", arguments);
    }
}
