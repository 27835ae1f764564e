package dev.tagalong.itests.spec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The outcomes of a script's commands, counted. */
final class ScriptResult {

    private static final int FAILURES_IN_MESSAGE = 10;

    private final Script script;
    private final Map<SkipReason, Integer> skips = new EnumMap<>(SkipReason.class);
    private final List<String> failures = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private int passed;

    ScriptResult(Script script) {
        this.script = script;
    }

    void add(Command command, Outcome outcome) {
        if (outcome instanceof Outcome.Skipped skipped) {
            skips.merge(skipped.reason(), 1, Integer::sum);
        } else if (outcome instanceof Outcome.Failed failed) {
            failures.add(command + ": " + failed.why());
        } else if (outcome instanceof Outcome.Passed fine) {
            passed++;
            if (fine.remark() != null) {
                remarks.add(command + ": " + fine.remark());
            }
        }
    }

    Script script() {
        return script;
    }

    int passed() {
        return passed;
    }

    int failed() {
        return failures.size();
    }

    Map<SkipReason, Integer> skips() {
        return skips;
    }

    int skipped() {
        return skips.values().stream().mapToInt(Integer::intValue).sum();
    }

    int commands() {
        return passed() + failed() + skipped();
    }

    /** Each failed command with its line, what was expected and what came instead. */
    List<String> failures() {
        return failures;
    }

    /** What is worth knowing of commands that passed. */
    List<String> remarks() {
        return remarks;
    }

    /** The number of failures and the first of them. */
    String describeFailures() {
        StringBuilder text = new StringBuilder(script + ": " + failed() + " of " + commands() + " commands failed");
        failures.stream()
                .limit(FAILURES_IN_MESSAGE)
                .forEach(failure ->
                        text.append(System.lineSeparator()).append("  ").append(failure));
        if (failures.size() > FAILURES_IN_MESSAGE) {
            text.append(System.lineSeparator()).append("  ...");
        }
        return text.toString();
    }
}
