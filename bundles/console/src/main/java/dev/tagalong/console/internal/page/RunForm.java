package dev.tagalong.console.internal.page;

import dev.tagalong.console.internal.plugin.Outcome;
import dev.tagalong.console.internal.plugin.PluginModule;
import java.time.Duration;

/**
 * The form that runs a program.
 *
 * @param arguments what was typed as arguments, one a line
 * @param input what was typed as standard input
 * @param deadline how long the run may take
 * @param outcome how it ended, or {@code null} if nothing was run yet
 */
public record RunForm(String arguments, String input, Duration deadline, Outcome outcome) {

    /** One without values. */
    public static final RunForm EMPTY = new RunForm("", "", CallForm.DEADLINE, null);

    /** The arguments' parameter. */
    public static final String ARGUMENTS = "arguments";

    /** The input's parameter. */
    public static final String INPUT = "input";

    void write(Html html, Site site, PluginModule module) {
        html.raw("<section class=\"sheet\" aria-labelledby=\"run\"><h2 id=\"run\">Run</h2><form method=\"post\"")
                .attribute("data-call", module.name())
                .attribute("action", site.link("run"))
                .raw(">");
        Controls.which(html, site, module);
        area(html, "Arguments", "one a line", ARGUMENTS, arguments);
        area(html, "Standard input", "", INPUT, input);
        CallForm.deadline(html, deadline, "Run");
        CallForm.outcome(html, "ran", outcome);
        html.raw("</section>");
    }

    private static void area(Html html, String label, String hint, String name, String value) {
        html.raw("<label>")
                .text(label)
                .raw(" <small>")
                .text(hint)
                .raw("</small><textarea rows=\"2\" spellcheck=\"false\" maxlength=\"100000\"")
                .attribute("name", name)
                .raw(">")
                // The parser takes the first line break away.
                .raw("\n")
                .text(value)
                .raw("</textarea></label>");
    }
}
