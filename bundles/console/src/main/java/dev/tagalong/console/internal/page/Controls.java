package dev.tagalong.console.internal.page;

import dev.tagalong.console.internal.plugin.Plugin;
import dev.tagalong.console.internal.plugin.PluginModule;

/** The buttons that change a plugin. */
final class Controls {

    private Controls() {}

    static void write(Html html, Site site, Plugin plugin, PluginModule module, boolean held) {
        html.raw("<div class=\"controls\">");
        if (held) {
            button(html, site, module, "close", "Close");
        } else if (module.id() != 0) {
            button(html, site, module, "open", "Keep open");
        }
        if (plugin.started()) {
            button(html, site, module, "stop", "Stop");
        } else {
            button(html, site, module, "start", "Start");
        }
        html.raw("<details class=\"confirm\"><summary>Uninstall\u2026</summary><div><p>")
                .text(
                        plugin.modules().size() == 1
                                ? module.name() + " goes for good"
                                : "All " + plugin.modules().size() + " modules of " + plugin.name() + " go for good")
                .text(
                        plugin.file() == null
                                ? "."
                                : ", and so does the file " + plugin.file() + " in the deploy folder.")
                .raw("</p>");
        button(html, site, module, "uninstall", "Uninstall");
        html.raw("</div></details></div>");
    }

    private static void button(Html html, Site site, PluginModule module, String action, String text) {
        html.raw("<form method=\"post\"").attribute("action", site.link(action)).raw(">");
        which(html, site, module);
        html.raw("<button").attribute("class", action).raw(">").text(text).raw("</button></form>");
    }

    /** What a form says of the module, and the token. */
    static void which(Html html, Site site, PluginModule module) {
        hidden(html, Site.TOKEN, site.token());
        hidden(html, "bundle", module.bundleId());
        hidden(html, "name", module.name());
        hidden(html, "version", module.version());
    }

    static void hidden(Html html, String name, Object value) {
        html.raw("<input type=\"hidden\"")
                .attribute("name", name)
                .attribute("value", value)
                .raw(">");
    }
}
