package dev.tagalong.dl.internal.control;

import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a configuration, whose values are of their types or, from a file of properties, texts. A value that cannot be used is
 * reported and counts as not given; the others hold.
 */
final class RuleReader {

    private final Map<String, Object> properties;
    private final Consumer<String> problems;

    private RuleReader(Map<String, Object> properties, Consumer<String> problems) {
        this.properties = properties;
        this.problems = problems;
    }

    /** Reads one; {@code problems} is told what is wrong with it, a sentence each. */
    static PluginRule read(String pid, Map<String, Object> properties, Consumer<String> problems) {
        RuleReader reader =
                new RuleReader(properties, text -> problems.accept("Configuration " + pid + ": property " + text));
        return new PluginRule(
                pid,
                reader.value("ranking", Values::integer, 0),
                reader.pattern("bundle"),
                reader.pattern("module"),
                reader.value(
                        "memory.pages",
                        v -> InstanceLimits.DEFAULT
                                .withMemoryPages(Values.integer(v))
                                .memoryPages()),
                reader.value(
                        "table.entries",
                        v -> InstanceLimits.DEFAULT
                                .withTableEntries(Values.integer(v))
                                .tableEntries()),
                reader.value(
                        "call.depth",
                        v -> InstanceLimits.DEFAULT
                                .withCallDepth(Values.integer(v))
                                .callDepth()),
                reader.value(
                        "deadline.ms",
                        v -> InstanceLimits.DEFAULT
                                .withDeadline(Values.millis(v))
                                .deadline()),
                reader.value(
                        "gc.bytes",
                        v -> InstanceLimits.DEFAULT.withGcBytes(Values.limit(v)).gcBytes()),
                reader.value(
                        "threads.max",
                        v -> InstanceLimits.DEFAULT
                                .withThreads(Values.integer(v))
                                .threads()),
                reader.value("cpu.ms", RuleReader::cpuTime),
                reader.value("cpu.period.ms", v -> new CpuBudget(Duration.ofMillis(1), Values.millis(v)).period()),
                reader.value("tier", Values::tier),
                reader.value("features", reader::features, FeatureSwitches.NONE),
                reader.value("imports.allowed", v -> new ImportPolicy(Values.list(v))),
                reader.value("preopens", v -> preopens(Values.list(v)), List.of()),
                reader.value("env", v -> variables(Values.list(v)), Map.of()),
                reader.value("args", Values::list),
                reader.value("snapshot", Values::text));
    }

    private FeatureSwitches features(Object value) {
        return FeatureSwitches.parse(Values.list(value), text -> problems.accept("features: " + text));
    }

    private static Duration cpuTime(Object value) {
        Duration time = Values.millis(value);
        return time.isZero() ? time : new CpuBudget(time, Duration.ofMillis(1)).time();
    }

    private static List<Preopen> preopens(List<String> texts) {
        return ProcessEnvironment.builder()
                .preopens(texts.stream().map(Preopen::parse).toList())
                .build()
                .preopens();
    }

    private static Map<String, String> variables(List<String> texts) {
        ProcessEnvironment.Builder builder = ProcessEnvironment.builder();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("an environment variable is NAME=VALUE, unlike '" + text + "'");
            }
            builder.variable(text.substring(0, equals), text.substring(equals + 1));
        }
        return builder.build().variables();
    }

    /** For whom it is. A pattern that cannot be read is for nobody: a grant that was meant for one is not for all. */
    private String pattern(String property) {
        return leftOut(property) ? "*" : value(property, Values::text);
    }

    private boolean leftOut(String property) {
        Object value = properties.get(property);
        return value == null || value instanceof String text && text.isBlank();
    }

    private <T> T value(String property, Function<Object, T> reading) {
        return value(property, reading, null);
    }

    private <T> T value(String property, Function<Object, T> reading, T otherwise) {
        if (leftOut(property)) {
            return otherwise;
        }
        try {
            return reading.apply(properties.get(property));
        } catch (IllegalArgumentException e) {
            problems.accept(property + " is not used: " + e.getMessage());
            return otherwise;
        }
    }
}
