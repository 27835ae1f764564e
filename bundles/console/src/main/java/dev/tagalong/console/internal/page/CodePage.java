package dev.tagalong.console.internal.page;

import dev.tagalong.console.internal.plugin.PluginModule;
import java.util.List;

/** A function's code. */
public final class CodePage {

    /** How many lines are shown at most. */
    static final int MOST_LINES = 5000;

    private CodePage() {}

    /** The page. */
    public static String of(Site site, PluginModule module, String function, List<String> lines) {
        Html html = new Html()
                .raw("<p class=\"crumbs\"><a")
                .attribute("href", site.link(""))
                .raw(">Plugins</a> / <a")
                .attribute("href", ModulePage.link(site, module))
                .raw(">")
                .text(module.name())
                .raw("</a></p><h1><code>")
                .text(function)
                .raw("</code></h1><pre class=\"listing\" tabindex=\"0\">");
        lines.stream().limit(MOST_LINES).forEach(l -> html.text(l).raw("\n"));
        html.raw("</pre>");
        if (lines.size() > MOST_LINES) {
            html.raw("<p>The first ").text(MOST_LINES).raw(" of ").text(Figures.count(lines.size()));
            html.raw(" lines.</p>");
        }
        return Frame.page(site, Frame.Tab.PLUGINS, function, null, html);
    }
}
