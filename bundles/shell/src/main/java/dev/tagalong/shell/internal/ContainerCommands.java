package dev.tagalong.shell.internal;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;

/** The commands of a container that is Tagalong's: its end, and help for all commands. Other containers have their own. */
public final class ContainerCommands {

    /** The scope of our commands. */
    static final String SCOPE = "wasm";

    /** The names of these. */
    static final List<String> FUNCTIONS = List.of("exit", "help", "quit");

    /** How the names of commands begin that others call and not people. */
    private static final String HIDDEN = "__";

    private static final int MOST_STATUS = 255;
    private static final int WIDTH = 100;

    private final IntConsumer exit;

    /** Gives them to all sessions of a container, as long as the bundle runs. */
    static void register(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
        properties.put(CommandProcessor.COMMAND_FUNCTION, FUNCTIONS.toArray(String[]::new));
        ContainerCommands commands = new ContainerCommands(Runtime.getRuntime()::exit);
        context.registerService(ContainerCommands.class, commands, properties);
    }

    /**
     * With what ends the container.
     *
     * @param exit takes the exit status
     */
    ContainerCommands(IntConsumer exit) {
        this.exit = exit;
    }

    /** Ends the container. */
    @Descriptor("stops the container, with an exit status if one is given")
    @Synopsis("[STATUS]")
    public void exit(@Descriptor("the exit status, 0 to 255; 0 if left out") String... words) {
        end("exit", words);
    }

    /** Ends the container. */
    @Descriptor("stops the container, as exit does")
    @Synopsis("[STATUS]")
    public void quit(@Descriptor("the exit status, 0 to 255; 0 if left out") String... words) {
        end("quit", words);
    }

    private void end(String command, String... words) {
        if (words.length > 1) {
            throw new CommandFailure("wrong arguments; usage: " + command + " [STATUS]");
        }
        exit.accept(words.length == 0 ? 0 : status(command, words[0]));
    }

    private static int status(String command, String word) {
        try {
            int status = Integer.parseInt(word);
            if (status >= 0 && status <= MOST_STATUS) {
                return status;
            }
        } catch (NumberFormatException e) {
            // Told below, as is a number that is none.
        }
        throw new CommandFailure(
                word + " is no exit status from 0 to " + MOST_STATUS + "; usage: " + command + " [STATUS]");
    }

    /** All commands, ours first. */
    @Descriptor("lists all commands")
    @Synopsis("")
    public void help(CommandSession session) {
        SessionCommands commands = new SessionCommands(session);
        PrintStream out = Streams.current().out();
        Map<String, Set<String>> others = new TreeMap<>();
        out.println("Commands of Tagalong; help COMMAND tells more:");
        for (String name : commands.names()) {
            String scope = name.substring(0, name.indexOf(':'));
            String function = SessionCommands.function(name);
            if (function.startsWith(HIDDEN)) {
                continue;
            }
            if (!scope.equals(SCOPE)) {
                others.computeIfAbsent(scope, s -> new TreeSet<>()).add(function);
                continue;
            }
            List<Method> methods = commands.methods(name);
            String description = methods.isEmpty() ? "" : description(methods.get(0));
            wrapped(String.format("  %-13s", function), description, out);
        }
        out.println();
        out.println("Others, by scope:");
        others.forEach(
                (scope, functions) -> wrapped(String.format("  %-13s", scope), String.join(" ", functions), out));
    }

    /** What a command does and takes. */
    @Descriptor("tells what a command does and takes")
    @Synopsis("COMMAND")
    public void help(CommandSession session, @Descriptor("the command's name") String word) {
        SessionCommands commands = new SessionCommands(session);
        String name = commands.resolve(word);
        if (name == null) {
            throw commands.missing(word);
        }
        PrintStream out = Streams.current().out();
        String usage = commands.usage(name);
        out.println(usage.isEmpty() ? name + " does not tell what it takes" : usage);
        for (Method method : commands.methods(name)) {
            wrapped("", description(method), out);
            for (Parameter parameter : method.getParameters()) {
                Descriptor descriptor = parameter.getAnnotation(Descriptor.class);
                if (descriptor != null) {
                    wrapped("  ", descriptor.value(), out);
                }
            }
        }
    }

    private static String description(Method method) {
        Descriptor descriptor = method.getAnnotation(Descriptor.class);
        return descriptor == null ? "" : descriptor.value();
    }

    /** Prints a text behind a label, in lines that fit a terminal. */
    private static void wrapped(String label, String text, PrintStream out) {
        if (text.isEmpty()) {
            if (!label.isBlank()) {
                out.println(label.stripTrailing());
            }
            return;
        }
        String indent = " ".repeat(label.length());
        StringBuilder line = new StringBuilder(label);
        for (String word : text.split(" ")) {
            if (line.length() > indent.length() && line.length() + word.length() > WIDTH) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
