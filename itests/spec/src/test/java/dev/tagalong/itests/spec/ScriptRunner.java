package dev.tagalong.itests.spec;

import dev.tagalong.itests.spec.Command.Action;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.type.ImportType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Executes the commands of one script in one engine. A module that could not be used leaves its reason behind: what
 * refers to it later is skipped if it was skipped, and fails if it failed.
 */
final class ScriptRunner {

    /** A module, an instance, or why there is none. */
    private record Slot<T>(T value, Outcome missing) {
        static <T> Slot<T> of(T value) {
            return new Slot<>(value, null);
        }

        static <T> Slot<T> missing(Outcome why) {
            return new Slot<>(null, why);
        }

        T get() {
            if (missing != null) {
                throw new Unavailable(missing);
            }
            return value;
        }

        Outcome outcome() {
            return missing != null ? missing : Outcome.PASSED;
        }
    }

    /** Ends a command that needs something that is not there. */
    private static final class Unavailable extends RuntimeException {
        private final transient Outcome outcome;

        Unavailable(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    private final Script script;
    private final Engine engine;
    private final Imports spectest;
    private final Map<String, Slot<Module>> definitions = new HashMap<>();
    private final Map<String, Slot<Instance>> instances = new HashMap<>();
    private final Map<String, Slot<Instance>> registered = new HashMap<>();

    private ScriptRunner(Script script, Engine engine) {
        this.script = script;
        this.engine = engine;
        this.spectest = Spectest.create(engine);
    }

    /** Runs a whole script in an engine of its own, which is closed at the end. */
    static ScriptResult run(Script script, Supplier<Engine> newEngine) throws IOException {
        ScriptResult result = new ScriptResult(script);
        try (Engine engine = newEngine.get()) {
            ScriptRunner runner = new ScriptRunner(script, engine);
            for (Command command : script.commands()) {
                result.add(command, runner.run(command));
            }
        }
        return result;
    }

    private Outcome run(Command command) {
        Slot<Outcome> outcome = attempt(() -> execute(command));
        return outcome.missing() != null ? outcome.missing() : outcome.value();
    }

    private Outcome execute(Command command) {
        return switch (command.type()) {
            case "module" -> module(command);
            case "module_definition" -> moduleDefinition(command);
            case "module_instance" -> moduleInstance(command);
            case "register" -> register(command);
            case "action" -> {
                perform(command.action());
                yield Outcome.PASSED;
            }
            case "assert_return" -> assertReturn(command);
            case "assert_trap", "assert_exhaustion" -> assertTrap(command);
            case "assert_exception" -> assertException(command);
            case "assert_malformed" -> assertRefused(command, Reason.MALFORMED);
            case "assert_invalid" -> assertRefused(command, Reason.INVALID);
            case "assert_malformed_custom", "assert_invalid_custom" -> assertCustom(command);
            case "assert_unlinkable" -> assertUnlinkable(command);
            case "assert_uninstantiable" -> assertUninstantiable(command);
            default -> Outcome.failed("a command of unknown type");
        };
    }

    /** The result of an action, or the outcome that its failure means for the command. */
    private <T> Slot<T> attempt(Supplier<T> action) {
        try {
            return Slot.of(action.get());
        } catch (Unavailable e) {
            return Slot.missing(e.outcome);
        } catch (ModuleException e) {
            return Slot.missing(refused(e));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            return Slot.missing(Outcome.failed("threw " + e));
        }
    }

    private Outcome refused(ModuleException e) {
        return SkipReason.of(e, script.group())
                .map(Outcome::skipped)
                .orElseGet(() -> Outcome.failed(e.reason() + ": " + e.getMessage()));
    }

    private Outcome module(Command command) {
        Slot<Module> module = attempt(() -> load(command));
        define(command.name(), module);
        Slot<Instance> instance = attempt(() -> instantiate(module.get(), command));
        remember(command.name(), instance);
        return instance.outcome();
    }

    private Outcome moduleDefinition(Command command) {
        Slot<Module> module = attempt(() -> load(command));
        define(command.name(), module);
        return module.outcome();
    }

    private Outcome moduleInstance(Command command) {
        Slot<Module> module = find(definitions, command.module());
        Slot<Instance> instance = attempt(() -> instantiate(module.get(), command));
        remember(command.instance(), instance);
        return instance.outcome();
    }

    private Outcome register(Command command) {
        Slot<Instance> slot = find(instances, command.name());
        registered.put(command.as(), slot);
        return slot.outcome();
    }

    private Outcome assertReturn(Command command) {
        Object returned = perform(command.action());
        List<Command.Value> expected = command.expected();
        List<Object> results = Values.results(returned, expected.size());
        return Outcome.check(
                Values.match(expected, results),
                expected.toString(),
                results.stream().map(Values::describe).toList());
    }

    private Outcome assertTrap(Command command) {
        try {
            return Outcome.failed(
                    "expected the trap '" + command.text() + "', got " + Values.describe(perform(command.action())));
        } catch (Trap trap) {
            return checkTrap(command, trap);
        }
    }

    private Outcome assertException(Command command) {
        try {
            return Outcome.failed("expected an exception, got " + Values.describe(perform(command.action())));
        } catch (WasmException thrown) {
            return Outcome.PASSED;
        }
    }

    private Outcome assertRefused(Command command, Reason expected) {
        if (command.isText()) {
            return Outcome.skipped(SkipReason.TEXT_FORMAT);
        }
        try {
            load(command);
        } catch (ModuleException e) {
            return e.reason() == Reason.UNSUPPORTED ? refused(e) : checkRefusal(command, expected, e);
        }
        return SkipReason.isLiftedLimit(command.text())
                ? Outcome.skipped(SkipReason.LIFTED_LIMIT)
                : Outcome.failed("expected " + expected + ": " + command.text() + ", but it was accepted");
    }

    /**
     * Where a binary has several faults, or one that can be seen in several ways, it is a matter of the order of reading
     * which is named: other words for a malformed binary are not a failure.
     */
    private static Outcome checkRefusal(Command command, Reason expected, ModuleException e) {
        boolean agrees = agrees(command.text(), e.getMessage());
        String got = e.reason() + ": " + e.getMessage();
        if (e.reason() == Reason.MALFORMED && expected == Reason.MALFORMED && !agrees) {
            return new Outcome.Passed("expected '" + command.text() + "', got " + got);
        }
        return Outcome.check(e.reason() == expected && agrees, expected + ": " + command.text(), got);
    }

    /** A fault in a custom section: an engine ignores it, but must then take the module as the valid one that it is. */
    private Outcome assertCustom(Command command) {
        if (command.isText()) {
            return Outcome.skipped(SkipReason.TEXT_FORMAT);
        }
        load(command);
        return Outcome.skipped(SkipReason.CUSTOM_SECTION_CONTENTS);
    }

    private Outcome assertUnlinkable(Command command) {
        Module module = load(command);
        try {
            instantiate(module, command);
        } catch (LinkException e) {
            // The message begins with the name of the instance that could not be linked.
            return Outcome.check(e.getMessage().contains(command.text()), command.text(), e.getMessage());
        }
        return Outcome.failed("expected the link error '" + command.text() + "', but it was instantiated");
    }

    private Outcome assertUninstantiable(Command command) {
        Module module = load(command);
        try {
            instantiate(module, command);
        } catch (Trap trap) {
            return checkTrap(command, trap);
        }
        return Outcome.failed("expected the trap '" + command.text() + "', but it was instantiated");
    }

    private static Outcome checkTrap(Command command, Trap trap) {
        return Outcome.check(agrees(command.text(), trap.getMessage()), "the trap '" + command.text() + "'", trap);
    }

    /**
     * Whether a message begins with the suite's text. Where the suite's text goes on after what is a whole message
     * without its details ("uninitialized element 2"), that is right too.
     */
    static boolean agrees(String expected, String message) {
        String withoutDetails = message.split(": | \\(", 2)[0];
        return message.startsWith(expected)
                || expected.startsWith(withoutDetails + " ")
                || expected.startsWith(withoutDetails + ":");
    }

    private Module load(Command command) {
        try {
            return engine.load(command.filename(), script.module(command.filename()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Instance instantiate(Module module, Command command) {
        for (ImportType wanted : module.imports()) {
            Spectest.unbuilt(wanted).map(Outcome::skipped).ifPresent(outcome -> {
                throw new Unavailable(outcome);
            });
            Slot<Instance> slot = registered.get(wanted.module());
            if (slot != null) {
                slot.get();
            }
        }
        Imports imports = wanted -> {
            Slot<Instance> slot = registered.get(wanted.module());
            return slot == null ? null : slot.get().export(wanted.name());
        };
        return engine.instantiate(
                module, imports.or(spectest), InstanceOptions.named(script.name() + ":" + command.line()));
    }

    /** The result of a call or the value of a global. */
    private Object perform(Action action) {
        Instance instance = find(instances, action.module()).get();
        ExternalValue export = instance.export(action.field());
        if (action.type().equals("get")) {
            return ((Global) export).get();
        }
        return ((Function) export)
                .call(action.args().stream().map(Values::argument).toArray());
    }

    /** Keeps an instance under its name, and as the last one, which has none. */
    private void remember(String name, Slot<Instance> slot) {
        instances.put(name, slot);
        instances.put(null, slot);
    }

    private void define(String name, Slot<Module> slot) {
        definitions.put(name, slot);
        definitions.put(null, slot);
    }

    private static <T> Slot<T> find(Map<String, Slot<T>> slots, String name) {
        Slot<T> slot = slots.get(name);
        return slot != null ? slot : Slot.missing(Outcome.failed("there is no module " + (name == null ? "" : name)));
    }
}
