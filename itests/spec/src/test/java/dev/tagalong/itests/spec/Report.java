package dev.tagalong.itests.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tagalong.runtime.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What became of the whole suite on one tier, as a table for people and as JSON for machines. */
final class Report {

    private final Tier tier;
    private final boolean vectorApi;
    private final List<ScriptResult> results = new ArrayList<>();
    private long nanos;

    Report(Tier tier, boolean vectorApi) {
        this.tier = tier;
        this.vectorApi = vectorApi;
    }

    /** Adds a script's result and the time that it took. */
    synchronized void add(ScriptResult result, long elapsedNanos) {
        results.add(result);
        nanos += elapsedNanos;
    }

    /** A line of the table. */
    private record Row(
            String group,
            int files,
            int commands,
            int passed,
            int failed,
            int skipped,
            Map<SkipReason, Integer> reasons) {

        static Row of(String group, List<ScriptResult> results) {
            Map<SkipReason, Integer> reasons = new EnumMap<>(SkipReason.class);
            results.forEach(result -> result.skips().forEach((reason, n) -> reasons.merge(reason, n, Integer::sum)));
            return new Row(
                    group,
                    results.size(),
                    sum(results, ScriptResult::commands),
                    sum(results, ScriptResult::passed),
                    sum(results, ScriptResult::failed),
                    sum(results, ScriptResult::skipped),
                    reasons);
        }

        private static int sum(List<ScriptResult> results, ToIntFunction<ScriptResult> count) {
            return results.stream().mapToInt(count).sum();
        }

        String line(int width) {
            String why = reasons.entrySet().stream()
                    .map(reason -> reason.getKey() + " " + String.format("%,d", reason.getValue()))
                    .collect(Collectors.joining(", "));
            return String.format(
                            "%-" + width + "s %6d %,9d %,8d %,7d %,8d  %s",
                            group,
                            files,
                            commands,
                            passed,
                            failed,
                            skipped,
                            why)
                    .stripTrailing();
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("group", group);
            json.put("files", files);
            json.put("commands", commands);
            json.put("passed", passed);
            json.put("failed", failed);
            json.put("skipped", skipped);
            json.put(
                    "reasons",
                    reasons.entrySet().stream()
                            .collect(Collectors.toMap(
                                    reason -> reason.getKey().toString(),
                                    Map.Entry::getValue,
                                    Integer::sum,
                                    LinkedHashMap::new)));
            return json;
        }
    }

    private List<Row> rows() {
        Map<String, List<ScriptResult>> groups = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.script().group(), LinkedHashMap::new, Collectors.toList()));
        List<Row> rows = new ArrayList<>();
        groups.forEach((group, members) -> rows.add(Row.of(group, members)));
        return rows;
    }

    private Row total() {
        return Row.of("total", results);
    }

    /** The table: a line a group and the total. */
    synchronized String table() {
        List<Row> rows = rows();
        rows.add(total());
        int width = rows.stream().mapToInt(row -> row.group().length()).max().orElse(0);
        String end = System.lineSeparator();
        StringBuilder text = new StringBuilder("WebAssembly test suite, tier " + Tiers.name(tier)
                + (vectorApi ? " with the Vector API, " : ", ")
                + String.format("%.1f", nanos / 1e9) + " s" + end);
        text.append(String.format(
                "%-" + width + "s %6s %9s %8s %7s %8s  %s%n",
                "group",
                "files",
                "commands",
                "passed",
                "failed",
                "skipped",
                "why skipped"));
        rows.forEach(row -> text.append(row.line(width)).append(end));
        return text.toString();
    }

    /** Writes {@code <tier>.txt} and {@code <tier>.json} to a folder. */
    synchronized void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(Tiers.name(tier) + ".txt"), table());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tier", Tiers.name(tier));
        json.put("vector api", vectorApi);
        json.put("milliseconds", nanos / 1_000_000);
        json.put("total", total().json());
        json.put("groups", rows().stream().map(Row::json).toList());
        json.put("failures", byScript(ScriptResult::failures));
        json.put("remarks", byScript(ScriptResult::remarks));
        ObjectMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        mapper.writeValue(folder.resolve(Tiers.name(tier) + ".json").toFile(), json);
    }

    private Map<String, List<String>> byScript(Function<ScriptResult, List<String>> lines) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        results.stream()
                .filter(result -> !lines.apply(result).isEmpty())
                .forEach(result -> map.put(result.script().toString(), lines.apply(result)));
        return map;
    }
}
