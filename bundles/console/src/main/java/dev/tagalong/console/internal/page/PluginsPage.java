package dev.tagalong.console.internal.page;

import dev.tagalong.console.internal.plugin.Plugin;
import dev.tagalong.console.internal.plugin.PluginModule;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.runtime.InstanceStatistics;
import java.util.List;

/** All modules: libraries and programs. */
public final class PluginsPage {

    private static final String[] HEADS = {
        "Module", "State", "Bundle", "Memory", "Calls", "Traps", "CPU time", "Instances", "Open"
    };

    private static final int FIRST_NUMBER = 3;

    private PluginsPage() {}

    /**
     * That modules can be uploaded.
     *
     * @param mostBytes how large each may be
     */
    public record Uploads(int mostBytes) {}

    /**
     * The page.
     *
     * @param linker whether there is a linker
     * @param undeployed the files that are no bundles, and why
     * @param uploads that modules can be uploaded, or {@code null}
     */
    public static View of(
            Site site, boolean linker, List<Plugin> plugins, List<ModuleStatus> undeployed, Uploads uploads) {
        Live live = new Live(site.link("plugins.json"));
        Html html = new Html().raw("<h1>Plugins</h1>");
        html.raw("<div id=\"now\" data-part>");
        live.structure(linker);
        if (!linker) {
            html.raw(
                    "<p class=\"notice bad\" role=\"status\">The linker is not there: the bundle dev.tagalong.dl is not"
                            + " active. Bundles are listed without figures until it is back.</p>");
        }
        html.raw("</div>");
        totals(html, live, plugins);
        html.raw("<div id=\"modules\" data-part>");
        if (plugins.isEmpty()) {
            html.raw("<p class=\"notice\">No bundle offers a module yet.</p>");
        } else {
            table(html, live, site, plugins);
        }
        undeployed(html, live, undeployed);
        html.raw("</div>");
        if (uploads != null) {
            upload(html, site, uploads);
        }
        return View.of(site, Frame.Tab.PLUGINS, "Plugins", live, html);
    }

    private static void undeployed(Html html, Live live, List<ModuleStatus> files) {
        if (files.isEmpty()) {
            return;
        }
        html.raw("<section class=\"sheet\" aria-labelledby=\"undeployed\"><h2 id=\"undeployed\">Not deployed</h2><ul>");
        for (ModuleStatus file : files) {
            live.structure(file.describe());
            html.raw("<li>")
                    .text(file.label())
                    .raw("<p class=\"why\">")
                    .text(file.text())
                    .raw("</p></li>");
        }
        html.raw("</ul></section>");
    }

    private static void upload(Html html, Site site, Uploads uploads) {
        html.raw(
                        "<section class=\"sheet upload\" aria-labelledby=\"upload\" data-drop><h2 id=\"upload\">Deploy a module</h2>")
                .raw("<p>A .wasm file goes into the deploy folder and stays there: it replaces one of its name, and")
                .raw(
                        " <code>name-1.2.0.wasm</code> is version 1.2.0 of <code>name.wasm</code>. Choose one, or drop it here;")
                .text(" at most " + Figures.bytes(uploads.mostBytes()) + ".")
                .raw("</p><form data-upload")
                .attribute("action", site.link("upload"))
                .attribute("data-limit", uploads.mostBytes())
                .raw("><input type=\"file\" accept=\".wasm,application/wasm\" required aria-label=\"A module\">")
                .raw("<button>Deploy</button></form><p id=\"uploaded\" role=\"status\"></p>")
                .raw("<noscript><p class=\"notice bad\">This needs the page's script.</p></noscript></section>");
    }

    private static void totals(Html html, Live live, List<Plugin> plugins) {
        InstanceStatistics sum =
                plugins.stream().map(Plugin::usage).reduce(InstanceStatistics.NONE, InstanceStatistics::plus);
        Charts.tiles(html, live, sum);
        Charts.charts(html, live, sum);
    }

    private static void table(Html html, Live live, Site site, List<Plugin> plugins) {
        html.raw("<table class=\"cards\"><caption>Libraries and programs</caption><thead><tr>");
        for (int i = 0; i < HEADS.length; i++) {
            html.raw(i < FIRST_NUMBER ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">");
            html.text(HEADS[i]).raw("</th>");
        }
        html.raw("</tr></thead><tbody>");
        for (Plugin plugin : plugins) {
            for (PluginModule module : plugin.modules()) {
                row(html, live, site, plugin, module);
            }
        }
        html.raw("</tbody></table>");
    }

    private static void row(Html html, Live live, Site site, Plugin plugin, PluginModule module) {
        live.structure(module.key() + module.state() + module.error() + plugin.lacks());
        html.raw("<tr><th scope=\"row\"><a")
                .attribute("href", ModulePage.link(site, module))
                .raw(">")
                .text(module.name())
                .raw("</a> <small>")
                .text(module.version())
                .raw("</small></th><td data-label=\"State\">");
        State.badge(html, module);
        String why = module.error() == null ? plugin.lacks() : module.error();
        if (why != null) {
            html.raw("<p class=\"why\">").text(why).raw("</p>");
        }
        html.raw("</td><td data-label=\"Bundle\">")
                .text(plugin.name())
                .raw(" <small>")
                .text("[" + plugin.id() + "]")
                .raw("</small></td>");
        InstanceStatistics usage = module.usage();
        number(html, live, module, 3, Figures.bytes(usage.memoryBytes()));
        number(html, live, module, 4, Figures.count(usage.calls()));
        number(html, live, module, 5, Figures.count(usage.traps()));
        number(html, live, module, 6, Figures.duration(usage.cpuTime()));
        number(html, live, module, 7, Figures.count(usage.instances()));
        number(html, live, module, 8, Figures.count(module.references()));
        html.raw("</tr>");
    }

    private static void number(Html html, Live live, PluginModule module, int column, String text) {
        html.raw("<td class=\"number\"").attribute("data-label", HEADS[column]).raw(">");
        live.cell(html, "span", module.key() + "/" + HEADS[column], text);
        html.raw("</td>");
    }
}
