package dev.tagalong.console.internal.page;

import dev.tagalong.console.internal.plugin.Plugin;
import dev.tagalong.console.internal.plugin.PluginModule;
import dev.tagalong.dl.InstanceInfo;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.TrapReport;
import dev.tagalong.runtime.type.ExternalType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** One module: what it uses, its symbols, a call, its instances and last traps. */
public final class ModulePage {

    /** How many symbols are shown at once. */
    static final int MOST_SYMBOLS = 300;

    private ModulePage() {}

    /**
     * What is to be shown.
     *
     * @param plugin the bundle
     * @param module the module
     * @param held whether the console keeps it open
     * @param symbols its symbols; none while it cannot be used
     * @param settings what it may use, or {@code null} while that is not known
     * @param filter only symbols with this in their name are shown; all if it is empty
     * @param call the call
     * @param run the run, or {@code null} if it is no program
     */
    public record Content(
            Plugin plugin,
            PluginModule module,
            boolean held,
            List<Symbol> symbols,
            PluginSettings settings,
            String filter,
            CallForm call,
            RunForm run) {}

    /** Its address. */
    public static String link(Site site, PluginModule module) {
        return address(site, "module", module);
    }

    /** The address of a page about it, with more parameters. */
    private static String address(Site site, String page, PluginModule module, Object... more) {
        List<Object> parameters = new ArrayList<>(
                List.of("bundle", module.bundleId(), "name", module.name(), "version", module.version()));
        parameters.addAll(List.of(more));
        return site.link(page, parameters.toArray());
    }

    /** The page. */
    public static View of(Site site, Content content) {
        PluginModule module = content.module();
        Live live = new Live(address(site, "module.json", module));
        live.structure(module.state() + module.id() + module.error() + content.plugin());
        live.structure(content.held());
        Html html = new Html();
        head(html, site, content);
        Charts.tiles(html, live, module.usage());
        Charts.charts(html, live, module.usage());
        html.raw("<div class=\"columns\"><section class=\"sheet\" aria-labelledby=\"symbols\">");
        symbols(html, site, content);
        html.raw("</section>");
        html.raw("<div class=\"side\">");
        if (content.run() != null) {
            content.run().write(html, site, module);
        }
        content.call().write(html, site, module, content.symbols());
        html.raw("</div></div><div id=\"running\" data-part>");
        if (module.statistics() != null) {
            running(html, live, module.statistics());
            SettingsPart.write(html, live, content.settings(), module.statistics());
        }
        html.raw("</div>");
        return View.of(site, Frame.Tab.PLUGINS, module.name(), live, html);
    }

    private static void head(Html html, Site site, Content content) {
        PluginModule module = content.module();
        html.raw("<p class=\"crumbs\"><a")
                .attribute("href", site.link(""))
                .raw(">Plugins</a> / ")
                .text(content.plugin().name())
                .raw(" <small>")
                .text("[" + content.plugin().id() + "]")
                .raw("</small></p><h1>")
                .text(module.name())
                .raw(" <small>")
                .text(module.version())
                .raw("</small></h1><div id=\"head\" data-part><p>");
        State.badge(html, module);
        html.raw("</p>");
        Controls.write(html, site, content.plugin(), module, content.held());
        if (module.error() != null) {
            html.raw("<p class=\"notice bad\">").text(module.error()).raw("</p>");
        } else if (!module.usable()) {
            html.raw("<p class=\"notice\">The bundle is ")
                    .text(module.bundleState())
                    .raw(": nothing can be called until it is started.");
            html.text(
                    content.plugin().lacks() == null
                            ? ""
                            : " It cannot be now: " + content.plugin().lacks());
            html.raw("</p>");
        }
        html.raw("</div>");
    }

    private static void symbols(Html html, Site site, Content content) {
        PluginModule module = content.module();
        List<Symbol> matching = content.symbols().stream()
                .filter(s -> s.name()
                        .toLowerCase(Locale.ROOT)
                        .contains(content.filter().toLowerCase(Locale.ROOT)))
                .toList();
        html.raw("<h2 id=\"symbols\">Symbols <small>")
                .text(
                        content.symbols().isEmpty()
                                ? ""
                                : Figures.count(content.symbols().size()))
                .raw("</small></h2>");
        filter(html, site, content);
        html.raw("<div id=\"listed\" data-part>");
        if (content.symbols().isEmpty()) {
            html.raw("<p>").text(module.usable() ? "There are none." : "They can be read when the module is there.");
            html.raw("</p>");
        } else if (matching.isEmpty()) {
            html.raw("<p>None has that in its name.</p>");
        } else {
            table(html, site, content, matching);
        }
        html.raw("</div>");
    }

    private static void table(Html html, Site site, Content content, List<Symbol> matching) {
        html.raw("<table class=\"plain\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Type</th>")
                .raw("<th scope=\"col\">Pointer</th><th scope=\"col\"></th></tr></thead><tbody>");
        for (Symbol symbol : matching.subList(0, Math.min(MOST_SYMBOLS, matching.size()))) {
            html.raw("<tr><th scope=\"row\">");
            if (symbol.type() instanceof ExternalType.Func) {
                html.raw("<a")
                        .attribute("href", call(site, content, symbol))
                        .raw(">")
                        .text(symbol.name())
                        .raw("</a>");
            } else {
                html.text(symbol.name());
            }
            html.raw("</th><td><code>")
                    .text(symbol.type())
                    .raw("</code></td><td><code>")
                    .text(symbol.taggedIndex() == 0 ? "" : String.format("0x%08x", symbol.taggedIndex()))
                    .raw("</code></td><td>");
            if (symbol.type() instanceof ExternalType.Func) {
                html.raw("<a")
                        .attribute("href", address(site, "code", content.module(), "function", symbol.name()))
                        .attribute("aria-label", "Code of " + symbol.name())
                        .raw(">code</a>");
            }
            html.raw("</td></tr>");
        }
        html.raw("</tbody></table>");
        if (matching.size() > MOST_SYMBOLS) {
            html.raw("<p>The first ").text(MOST_SYMBOLS).raw(" of ").text(Figures.count(matching.size()));
            html.raw("; filter by name to see others.</p>");
        }
    }

    private static String call(Site site, Content content, Symbol symbol) {
        return address(site, "module", content.module(), "filter", content.filter(), "function", symbol.name())
                + "#call";
    }

    private static void filter(Html html, Site site, Content content) {
        PluginModule module = content.module();
        html.raw("<form class=\"filter\" role=\"search\"").attribute("action", site.link("module"));
        html.raw(">");
        Controls.hidden(html, "bundle", module.bundleId());
        Controls.hidden(html, "name", module.name());
        Controls.hidden(html, "version", module.version());
        html.raw("<input type=\"search\" name=\"filter\" aria-label=\"Part of a symbol's name\"")
                .attribute("placeholder", "Part of a name")
                .attribute("value", content.filter())
                .raw("><button>Filter</button></form>");
    }

    private static void running(Html html, Live live, ModuleStatistics statistics) {
        html.raw("<h2>Instances</h2>");
        if (statistics.instances().isEmpty()) {
            html.raw("<p>There are none: an instance is made when the library is opened or the program runs.</p>");
        } else {
            html.raw("<table class=\"cards\"><thead><tr><th scope=\"col\">Kind</th><th scope=\"col\">Since</th>")
                    .raw("<th scope=\"col\">Activity</th><th scope=\"col\" class=\"number\">Memory</th>")
                    .raw(
                            "<th scope=\"col\" class=\"number\">Calls</th><th scope=\"col\" class=\"number\">CPU time</th>")
                    .raw("</tr></thead><tbody>");
            for (int i = 0; i < statistics.instances().size(); i++) {
                instance(html, live, i, statistics.instances().get(i));
            }
            html.raw("</tbody></table>");
        }
        traps(html, live, statistics.recentTraps());
    }

    private static void instance(Html html, Live live, int index, InstanceInfo instance) {
        live.structure(instance.kind() + instance.program() + instance.since() + instance.closing());
        InstanceStatistics usage = instance.usage();
        String key = "instance/" + index + "/";
        html.raw("<tr><th scope=\"row\">")
                .text(instance.kind().name().toLowerCase(Locale.ROOT)
                        + (instance.program() == null ? "" : " in " + instance.program())
                        + (instance.closing() ? ", closing" : ""))
                .raw("</th><td data-label=\"Since\">")
                .text(Figures.time(instance.since()))
                .raw("</td><td data-label=\"Activity\">");
        live.cell(html, "span", key + "activity", instance.activity());
        html.raw("</td><td class=\"number\" data-label=\"Memory\">");
        live.cell(html, "span", key + "memory", Figures.bytes(usage.memoryBytes()));
        html.raw("</td><td class=\"number\" data-label=\"Calls\">");
        live.cell(html, "span", key + "calls", Figures.count(usage.calls()));
        html.raw("</td><td class=\"number\" data-label=\"CPU time\">");
        live.cell(html, "span", key + "cpu", Figures.duration(usage.cpuTime()));
        html.raw("</td></tr>");
    }

    private static void traps(Html html, Live live, List<TrapReport> traps) {
        if (traps.isEmpty()) {
            return;
        }
        html.raw("<h2>Last traps</h2>");
        List<TrapReport> newestFirst = new ArrayList<>(traps);
        Collections.reverse(newestFirst);
        for (TrapReport trap : newestFirst) {
            live.structure(trap.time());
            html.raw("<details><summary>")
                    .text(trap.message())
                    .raw(" <small>")
                    .text(Figures.time(trap.time()))
                    .raw("</small></summary><pre>")
                    .text(trap.text())
                    .raw("</pre></details>");
        }
    }
}
