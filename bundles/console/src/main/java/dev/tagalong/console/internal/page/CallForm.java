package dev.tagalong.console.internal.page;

import dev.tagalong.console.internal.plugin.Outcome;
import dev.tagalong.console.internal.plugin.PluginModule;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The form that calls a function.
 *
 * @param function the name of the function that is chosen, or {@code null}
 * @param arguments what was typed
 * @param deadline how long the call may take
 * @param outcome how it ended, or {@code null} if nothing was called yet
 */
public record CallForm(String function, List<String> arguments, Duration deadline, Outcome outcome) {

    /** How long a call may take if nobody says otherwise. */
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    /** The longest that a call may take. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    /** The form's parameters. */
    public static final String ARGUMENT = "argument";

    /** The deadline's parameter, in seconds. */
    public static final String SECONDS = "seconds";

    /** One without values for a function. */
    public static CallForm of(String function) {
        return new CallForm(function, List.of(), DEADLINE, null);
    }

    /** How a call ended, for the script. */
    public static String json(Outcome outcome) {
        return Json.of(Map.of(
                "call", outcome.call(),
                "failed", outcome.failed(),
                "text", outcome.text(),
                "took", Figures.duration(outcome.took())));
    }

    void write(Html html, Site site, PluginModule module, List<Symbol> symbols) {
        Symbol chosen = chosen(symbols);
        // What somebody types into is never replaced by the script; a section without a form may get one.
        html.raw("<section id=\"calling\" class=\"sheet\" aria-labelledby=\"call\"")
                .raw(chosen == null ? " data-part>" : ">")
                .raw("<h2 id=\"call\">Call");
        if (chosen == null) {
            html.raw("</h2><p>")
                    .text(function == null ? "There is nothing to call." : "There is no function " + function);
            html.raw("</p></section>");
            return;
        }
        html.raw(" <code>").text(chosen.name()).raw("</code></h2><form method=\"post\"");
        html.attribute("data-call", chosen.name());
        html.attribute("action", site.link("call")).raw(">");
        Controls.which(html, site, module);
        Controls.hidden(html, "function", chosen.name());
        List<ValueType> parameters = ((ExternalType.Func) chosen.type()).type().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            html.raw("<label>")
                    .text("Argument " + (i + 1) + " ")
                    .raw("<small>")
                    .text(parameters.get(i))
                    .raw("</small><input required autocomplete=\"off\" spellcheck=\"false\" maxlength=\"100\"")
                    .attribute("name", ARGUMENT)
                    .attribute("value", i < arguments.size() ? arguments.get(i) : "")
                    .raw("></label>");
        }
        deadline(html, deadline, "Call");
        outcome(html, "outcome", outcome);
        html.raw("</section>");
    }

    /** Where the script writes how calls have ended, and where this one's end is. */
    static void outcome(Html html, String id, Outcome outcome) {
        html.raw("<div class=\"outcome\" role=\"status\"").attribute("id", id).raw(">");
        if (outcome != null) {
            html.raw(outcome.failed() ? "<p class=\"failed\">" : "<p>")
                    .raw("<code>")
                    .text(outcome.call())
                    .raw("</code> <small>")
                    .text(Figures.duration(outcome.took()))
                    .raw("</small></p><pre>")
                    .text(outcome.text())
                    .raw("</pre>");
        }
        html.raw("</div>");
    }

    /** The last row of a form: how long it may take, and the button. */
    static void deadline(Html html, Duration deadline, String button) {
        html.raw("<div class=\"row\"><label>Deadline <small>seconds</small><input type=\"number\" min=\"1\" required")
                .attribute("max", LONGEST.toSeconds())
                .attribute("name", SECONDS)
                .attribute("value", deadline.toSeconds())
                .raw("></label><button>")
                .text(button)
                .raw("</button></div></form>");
    }

    private Symbol chosen(List<Symbol> symbols) {
        return symbols.stream()
                .filter(s -> s.type() instanceof ExternalType.Func)
                .filter(s -> function == null || s.name().equals(function))
                .findFirst()
                .orElse(null);
    }
}
