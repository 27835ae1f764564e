package dev.tagalong.console.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.console.internal.graph.Edge;
import dev.tagalong.console.internal.graph.Graph;
import dev.tagalong.console.internal.graph.Node;
import dev.tagalong.console.internal.plugin.Outcome;
import dev.tagalong.console.internal.plugin.Plugin;
import dev.tagalong.console.internal.plugin.PluginModule;
import dev.tagalong.dl.InstanceInfo;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.TrapReport;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.NumberType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

class PagesTest {

    private static final String HOSTILE = "\"'><script>alert(1)</script>";
    private static final Site SITE = new Site("/system/console/tagalong", "/system/console", "00ff");
    private static final Version VERSION = new Version(1, 2, 0);
    private static final FunctionType TYPE = FunctionType.of(List.of(NumberType.I32, NumberType.F64), List.of());

    private static ModuleStatistics statistics(String name, LibraryInfo.State state, long memory) {
        InstanceStatistics usage =
                new InstanceStatistics(1, memory, 0, 7, 0, 0, Duration.ZERO, Duration.ofMillis(42), 1, null);
        return new ModuleStatistics(
                new LibraryInfo(3, name, VERSION, 9, name, state, 1, state == LibraryInfo.State.BROKEN ? name : null),
                Tier.TIERED,
                1,
                0,
                null,
                Duration.ZERO,
                false,
                usage,
                List.of(new TrapReport(Instant.EPOCH, TrapKind.UNREACHABLE, name + "\n    at " + name)),
                List.of(new InstanceInfo(InstanceInfo.Kind.SHARED, name, Instant.EPOCH, false, name, usage)));
    }

    private static Plugin plugin(String name, ModuleStatistics statistics) {
        return new Plugin(
                9,
                name,
                VERSION,
                Bundle.ACTIVE,
                name,
                statistics == null ? name : null,
                List.of(name),
                List.of(new PluginModule(9, name, VERSION, "active", statistics)));
    }

    private static View module(Plugin plugin, List<Symbol> symbols, String filter, CallForm form) {
        return ModulePage.of(
                SITE,
                new ModulePage.Content(
                        plugin,
                        plugin.modules().get(0),
                        false,
                        symbols,
                        settings(plugin.name()),
                        filter,
                        form,
                        new RunForm(HOSTILE, HOSTILE, form.deadline(), null)));
    }

    private static PluginSettings settings(String text) {
        return new PluginSettings(
                InstanceLimits.DEFAULT,
                null,
                Tier.TIERED,
                List.of(text),
                List.of(new Preopen(text, Path.of("a"), true)),
                Map.of("NAME", "secret"),
                List.of(text),
                List.of(text));
    }

    private static Symbol function(String name) {
        return new Symbol(name, new ExternalType.Func(TYPE), 0x30001);
    }

    private static void harmless(String page) {
        assertFalse(page.contains("<script>"), page);
        assertFalse(page.contains("\"'"), page);
        assertTrue(page.contains("&quot;&#39;&gt;&lt;script&gt;"), page);
    }

    @Test
    void hostileNamesAndTextsAreText() {
        for (LibraryInfo.State state : LibraryInfo.State.values()) {
            Plugin plugin = plugin(HOSTILE, statistics(HOSTILE, state, 0));
            View list = PluginsPage.of(SITE, true, List.of(plugin), List.of(), new PluginsPage.Uploads(1));
            harmless(list.html());
            assertFalse(list.json().contains("<"), list.json());
            Outcome outcome = new Outcome(HOSTILE, true, HOSTILE, Duration.ZERO);
            harmless(module(
                            plugin,
                            List.of(function(HOSTILE)),
                            HOSTILE,
                            new CallForm(HOSTILE, List.of(HOSTILE, HOSTILE), Duration.ofSeconds(1), outcome))
                    .html());
        }
        harmless(PluginsPage.of(SITE, false, List.of(plugin(HOSTILE, null)), List.of(), null)
                .html());
        harmless(module(plugin(HOSTILE, null), List.of(), "", CallForm.of(HOSTILE))
                .html());
        Graph graph = new Graph(
                List.of(
                        new Node("a", HOSTILE, HOSTILE, "open"),
                        new Node("b", HOSTILE, "", Node.MISSING),
                        new Node("c", HOSTILE, "", "open")),
                List.of(new Edge("a", "b", Edge.Kind.NEEDS)));
        harmless(GraphPage.of(SITE, List.of(plugin(HOSTILE, null)), graph).html());
        harmless(CodePage.of(SITE, plugin(HOSTILE, null).modules().get(0), HOSTILE, List.of(HOSTILE)));
        harmless(Frame.problem(SITE, HOSTILE, HOSTILE));
    }

    @Test
    void aFunctionHasAFormWithAFieldAParameter() {
        Plugin plugin = plugin("app.wasm", statistics("app.wasm", LibraryInfo.State.OPEN, 65_536));
        String page = module(plugin, List.of(function("f"), function("g")), "", CallForm.of("g"))
                .html();
        assertTrue(
                page.contains("<form method=\"post\" data-call=\"g\" action=\"/system/console/tagalong/call\">"), page);
        assertTrue(page.contains("Argument 1 <small>i32</small>"), page);
        assertTrue(page.contains("Argument 2 <small>f64</small>"), page);
        assertFalse(page.contains("Argument 3"), page);
        assertTrue(page.contains("name=\"token\" value=\"00ff\""), page);
        assertTrue(page.contains("name=\"function\" value=\"g\""), page);
        assertTrue(page.contains("0x00030001"), page);
        assertTrue(page.contains("NAME"), page);
        assertFalse(page.contains("secret"), page);
    }

    @Test
    void symbolsAreFilteredAndNotTooMany() {
        Plugin plugin = plugin("app.wasm", statistics("app.wasm", LibraryInfo.State.OPEN, 0));
        List<Symbol> symbols =
                IntStream.range(0, 1000).mapToObj(i -> function("f" + i)).toList();
        String all = module(plugin, symbols, "", CallForm.of(null)).html();
        assertEquals(ModulePage.MOST_SYMBOLS, all.split("aria-label=\"Code of", -1).length - 1);
        assertTrue(all.contains("The first 300 of 1,000"), all);
        String some = module(plugin, symbols, "F99", CallForm.of(null)).html();
        assertEquals(11, some.split("aria-label=\"Code of", -1).length - 1);
    }

    @Test
    void figuresAreCellsAndStatesAreStructure() {
        View one = view(LibraryInfo.State.OPEN, 65_536);
        View more = view(LibraryInfo.State.OPEN, 131_072);
        View closing = view(LibraryInfo.State.CLOSING, 131_072);
        assertTrue(one.json().contains("\"9/app.wasm/1.2.0/Memory\":\"64 KiB\""), one.json());
        assertTrue(one.html().contains("data-cell=\"9/app.wasm/1.2.0/Memory\">64 KiB<"), one.html());
        assertTrue(one.json().contains("\"memory\":65536"), one.json());
        assertEquals(structure(one), structure(more));
        assertNotEquals(structure(more), structure(closing));
        assertTrue(one.html().contains("data-structure=\"" + structure(one) + "\""), one.html());
    }

    private static View view(LibraryInfo.State state, long memory) {
        return PluginsPage.of(
                SITE, true, List.of(plugin("app.wasm", statistics("app.wasm", state, memory))), List.of(), null);
    }

    private static String structure(View view) {
        return view.json().replaceAll(".*\"structure\":\"([0-9a-f]+)\".*", "$1");
    }

    @Test
    void withoutALinkerThereAreBundlesAndNoFigures() {
        String page = PluginsPage.of(SITE, false, List.of(plugin("app.wasm", null)), List.of(), null)
                .html();
        assertTrue(page.contains("The linker is not there"), page);
        assertTrue(page.contains("app.wasm"), page);
        assertFalse(page.contains("data-upload"), page);
    }

    @Test
    void aGraphOfThousandsIsTold() {
        List<Node> nodes = IntStream.range(0, 2000)
                .mapToObj(i -> new Node("n" + i, "n" + i, "", "open"))
                .toList();
        List<Edge> edges = IntStream.range(1, 2000)
                .mapToObj(i -> new Edge("n" + (i - 1), "n" + i, Edge.Kind.NEEDS))
                .toList();
        String page = GraphPage.of(SITE, List.of(), new Graph(nodes, edges)).html();
        assertTrue(page.contains("2000 modules have to do with each other"), page.substring(0, 3000));
        assertFalse(page.contains("<svg class=\"graph\""));
    }
}
