package dev.tagalong.console.internal.page;

import dev.tagalong.console.internal.plugin.PluginModule;

/** A module's state in a word that has its colour. */
final class State {

    private State() {}

    static void badge(Html html, PluginModule module) {
        html.raw("<span")
                .attribute("class", "state " + kind(module.state()))
                .raw(">")
                .text(module.state())
                .raw("</span>");
        if (module.id() != 0) {
            html.raw(" <small>id ").text(module.id()).raw("</small>");
        }
    }

    static String kind(String state) {
        return switch (state) {
            case "open" -> "good";
            case "offered", "active" -> "calm";
            case "broken", "missing", "unresolved", "failed", "unlinkable", "refused" -> "bad";
            default -> "off";
        };
    }
}
