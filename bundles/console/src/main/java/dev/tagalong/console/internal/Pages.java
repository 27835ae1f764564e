package dev.tagalong.console.internal;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ValueType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The pages' HTML, between the Web Console's header and footer. Without any script: nothing inline has to be allowed. */
final class Pages {

    private static final String TABLE = "<table class=\"nicetable\"><thead><tr>";

    private Pages() {}

    /** The modules on offer. */
    static String modules(String root, List<LibraryInfo> modules) {
        StringBuilder page = new StringBuilder(TABLE)
                .append("<th>Id</th><th>Name</th><th>Version</th><th>State</th><th>References</th><th>Bundle</th>")
                .append("</tr></thead><tbody>");
        for (LibraryInfo module : modules) {
            page.append("<tr><td>")
                    .append(module.id() == 0 ? "" : module.id())
                    .append("</td><td><a href=\"")
                    .append(Html.escape(link(root, module.name())))
                    .append("\">")
                    .append(Html.escape(module.name()))
                    .append("</a></td>");
            cell(page, module.version());
            cell(page, module.error() == null ? module.state() : module.state() + ": " + module.error());
            cell(page, module.references());
            cell(page, module.bundleName() + " (" + module.bundleId() + ")");
            page.append("</tr>");
        }
        return page.append("</tbody></table>").toString();
    }

    /** A module's symbols, each function with a form that calls it. */
    static String symbols(String root, String module, List<Symbol> symbols, String token, Outcome outcome) {
        StringBuilder page = new StringBuilder("<p><a href=\"")
                .append(Html.escape(root))
                .append("\">All modules</a></p><h3>")
                .append(Html.escape(module))
                .append("</h3>");
        if (outcome != null) {
            page.append("<p>")
                    .append(outcome.failed() ? "Failed: " : "Result of ")
                    .append(Html.escape(outcome.call()))
                    .append("</p><pre>")
                    .append(Html.escape(outcome.text()))
                    .append("</pre>");
        }
        page.append(TABLE).append("<th>Symbol</th><th>Type</th><th>Call</th></tr></thead><tbody>");
        for (Symbol symbol : symbols) {
            page.append("<tr>");
            cell(page, symbol.name());
            cell(page, symbol.type());
            page.append("<td>");
            if (symbol.type() instanceof ExternalType.Func function) {
                form(page, root, module, symbol.name(), function.type().parameters(), token);
            }
            page.append("</td></tr>");
        }
        return page.append("</tbody></table>").toString();
    }

    private static void form(
            StringBuilder page, String root, String module, String symbol, List<ValueType> parameters, String token) {
        page.append("<form method=\"post\" action=\"").append(Html.escape(root)).append("\">");
        hidden(page, ForgeryCheck.PARAMETER, token);
        hidden(page, "module", module);
        hidden(page, "function", symbol);
        for (ValueType type : parameters) {
            page.append("<input name=\"argument\" size=\"12\" required aria-label=\"")
                    .append(Html.escape(type))
                    .append("\" placeholder=\"")
                    .append(Html.escape(type))
                    .append("\"> ");
        }
        page.append("<button type=\"submit\">Call</button></form>");
    }

    private static void hidden(StringBuilder page, String name, String value) {
        page.append("<input type=\"hidden\" name=\"")
                .append(name)
                .append("\" value=\"")
                .append(Html.escape(value))
                .append("\">");
    }

    private static void cell(StringBuilder page, Object value) {
        page.append("<td>").append(Html.escape(value)).append("</td>");
    }

    /** The address of a module's page. */
    static String link(String root, String module) {
        return root + "?module=" + URLEncoder.encode(module, StandardCharsets.UTF_8);
    }
}
