package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Tier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkerSettingsTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void defaults() {
        LinkerSettings settings = LinkerSettings.of(configuration(Map.of()), problems::add);
        assertEquals(InstanceLimits.DEFAULT, settings.defaults().limits());
        assertEquals(Duration.ofSeconds(2), settings.grace());
        assertEquals(EngineOptions.DEFAULT, settings.engine());
        assertFalse(settings.codeCache());
        assertEquals(List.of(), problems);
    }

    @Test
    void values() {
        LinkerSettings settings = LinkerSettings.of(
                configuration(Map.of(
                        "memory_pages",
                        10,
                        "table_entries",
                        20,
                        "call_depth",
                        30,
                        "deadline_ms",
                        40L,
                        "gc_bytes",
                        50L,
                        "stop_grace_ms",
                        0L,
                        "tier",
                        "interpret",
                        "code_cache",
                        true,
                        "code_cache_mb",
                        3,
                        "imports_allowed",
                        new String[] {"demo.log", " x:y.* "})),
                problems::add);
        assertEquals(
                new InstanceLimits(10, 20, 30, Duration.ofMillis(40)).withGcBytes(50),
                settings.defaults().limits());
        assertEquals(Duration.ZERO, settings.grace());
        assertEquals(EngineOptions.DEFAULT.withTier(Tier.INTERPRET).withCodeCacheBytes(3 << 20), settings.engine());
        assertTrue(settings.codeCache());
        assertTrue(settings.defaults().policy().grants("b", "demo.log"));
        assertTrue(settings.defaults().policy().grants("x", "y.z"));
        assertEquals(List.of(), problems);
    }

    @Test
    void howManyThreads() {
        assertEquals(
                InstanceLimits.ANY_THREADS, LinkerSettings.DEFAULTS.limits().threads());
        LinkerSettings settings = LinkerSettings.of(configuration(Map.of("threads_max", 0)), problems::add);
        assertEquals(0, settings.defaults().limits().threads());
        assertEquals(List.of(), problems);
        LinkerSettings.of(configuration(Map.of("threads_max", -1)), problems::add);
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith("Configuration property threads.max is not used: "), problems.get(0));
    }

    @Test
    void aListMayBeAStringWithCommas() {
        LinkerSettings settings = LinkerSettings.of(
                configuration(Map.of("imports_allowed", new String[] {" demo.log , x:y.*,", ""})), problems::add);
        assertTrue(settings.defaults().policy().grants("b", "demo.log"));
        assertTrue(settings.defaults().policy().grants("x", "y.z"));
        assertEquals(List.of(), problems);
    }

    @Test
    void aBadValueIsReportedAndLeavesTheOthers() {
        LinkerSettings settings = LinkerSettings.of(
                configuration(Map.of(
                        "memory_pages",
                        270_000,
                        "call_depth",
                        0,
                        "deadline_ms",
                        5L,
                        "stop_grace_ms",
                        -1L,
                        "tier",
                        "fast",
                        "code_cache_mb",
                        0,
                        "imports_allowed",
                        new String[] {"bad", "demo.log"})),
                problems::add);
        assertEquals(
                InstanceLimits.DEFAULT.withDeadline(Duration.ofMillis(5)),
                settings.defaults().limits());
        assertEquals(Duration.ofSeconds(2), settings.grace());
        assertTrue(settings.defaults().policy().grants("b", "demo.log"));
        assertFalse(settings.defaults().policy().grants("b", "bad.log"));
        assertEquals(6, problems.size(), problems::toString);
        assertTrue(problems.get(5).contains("code.cache.mb"), problems::toString);
        assertEquals(EngineOptions.DEFAULT, settings.engine());
        assertTrue(problems.get(4).contains("tier") && problems.get(4).contains("fast"), problems::toString);
        assertTrue(problems.get(0).contains("memory.pages") && problems.get(0).contains("270000"), problems::toString);
        assertTrue(
                problems.get(3).contains("imports.allowed") && problems.get(3).contains("'bad'"), problems::toString);
    }

    @Test
    void aTimeThatNoClockCountsIsReported() {
        LinkerSettings settings = LinkerSettings.of(
                configuration(Map.of("deadline_ms", Long.MAX_VALUE, "stop_grace_ms", Long.MAX_VALUE)), problems::add);
        assertEquals(InstanceLimits.DEFAULT, settings.defaults().limits());
        assertEquals(Duration.ofSeconds(2), settings.grace());
        assertEquals(2, problems.size(), problems::toString);
    }

    @Test
    void aValueOfAnotherTypeIsReported() {
        LinkerSettings settings = LinkerSettings.of(
                configuration(Map.of("memory_pages", new NumberFormatException("not a number: x"))), problems::add);
        assertEquals(InstanceLimits.DEFAULT, settings.defaults().limits());
        assertEquals(1, problems.size(), problems::toString);
    }

    /** A configuration as declarative services make it: an annotation whose methods convert or throw. */
    private static LinkerConfiguration configuration(Map<String, Object> values) {
        return (LinkerConfiguration) Proxy.newProxyInstance(
                LinkerConfiguration.class.getClassLoader(),
                new Class<?>[] {LinkerConfiguration.class},
                (proxy, method, arguments) -> {
                    Object value = values.getOrDefault(method.getName(), method.getDefaultValue());
                    if (value instanceof RuntimeException problem) {
                        throw problem;
                    }
                    return value;
                });
    }
}
