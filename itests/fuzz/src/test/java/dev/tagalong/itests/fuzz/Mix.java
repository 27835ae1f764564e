package dev.tagalong.itests.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which features random modules have. */
enum Mix {
    BASE,
    VECTORS("simd"),
    RELAXED_VECTORS("simd", "relaxed-simd"),
    EXCEPTIONS("exception-handling"),
    OBJECTS("gc"),
    WIDE_MEMORIES("memory64"),
    ATOMICS("threads"),
    OBJECTS_AND_EXCEPTIONS("gc", "exception-handling"),
    EVERYTHING("simd", "exception-handling", "gc", "memory64", "threads");

    /** What engines have had for long. */
    private static final List<String> COMMON = List.of(
            "sign-ext",
            "bulk-memory",
            "bulk-memory-opt",
            "nontrapping-float-to-int",
            "multivalue",
            "mutable-globals",
            "tail-call",
            "extended-const",
            "reference-types",
            "multimemory");

    private final List<String> features;

    Mix(String... features) {
        this.features = List.of(features);
    }

    /** The switches for binaryen. */
    List<String> switches() {
        List<String> switches = new ArrayList<>(List.of("--mvp-features"));
        COMMON.forEach(feature -> switches.add("--enable-" + feature));
        features.forEach(feature -> switches.add("--enable-" + feature));
        return switches;
    }

    /** The name in reports and properties. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Those named in a list with commas; all for an empty list. */
    static List<Mix> chosen(String names) {
        if (names.isBlank()) {
            return List.of(values());
        }
        return Arrays.stream(names.split(","))
                .map(name -> Mix.valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
    }
}
