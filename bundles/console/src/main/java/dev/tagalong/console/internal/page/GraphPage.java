package dev.tagalong.console.internal.page;

import dev.tagalong.console.internal.graph.Drawing;
import dev.tagalong.console.internal.graph.Edge;
import dev.tagalong.console.internal.graph.Graph;
import dev.tagalong.console.internal.graph.Node;
import dev.tagalong.console.internal.plugin.Plugin;
import dev.tagalong.console.internal.plugin.PluginModule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which module needs which, as a picture and in words. */
public final class GraphPage {

    /** A picture of more would be none. */
    static final int MOST_NODES = 150;

    private static final int LONGEST_LABEL = 24;
    private static final int TEXT_X = 12;
    private static final int LABEL_Y = 20;
    private static final int DETAIL_Y = 36;

    private GraphPage() {}

    /** The page. */
    public static View of(Site site, List<Plugin> plugins, Graph graph) {
        Live live = new Live(site.link("graph.json"));
        graph.nodes().forEach(live::structure);
        graph.edges().forEach(live::structure);
        Map<String, PluginModule> modules = plugins.stream()
                .flatMap(p -> p.modules().stream())
                .collect(Collectors.toMap(PluginModule::key, Function.identity(), (a, b) -> a));
        Html html = new Html().raw("<h1>Graph</h1><div id=\"graph\" data-part>");
        if (graph.edges().isEmpty()) {
            html.raw("<p class=\"notice\">No module needs another, and no library is in a program's memory.</p>");
        } else if (graph.connected().size() > MOST_NODES) {
            html.raw("<p class=\"notice\">")
                    .text(graph.connected().size()
                            + " modules have to do with each other, more than a picture can show.")
                    .raw("</p>");
            words(html, site, graph, modules);
        } else {
            picture(html, site, graph, modules);
            words(html, site, graph, modules);
        }
        alone(html, site, graph, modules);
        html.raw("</div>");
        return View.of(site, Frame.Tab.GRAPH, "Graph", live, html);
    }

    private static void picture(Html html, Site site, Graph graph, Map<String, PluginModule> modules) {
        Drawing drawing = Drawing.of(graph);
        html.raw("<div class=\"sheet scroll\"><svg class=\"graph\" role=\"img\" aria-labelledby=\"words\"")
                .attribute("viewBox", "0 0 " + drawing.width() + " " + drawing.height())
                .attribute("width", drawing.width())
                .attribute("height", drawing.height())
                .raw("><defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\"")
                .raw(" markerHeight=\"8\" orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 Z\"/></marker></defs>");
        for (Drawing.Line line : drawing.lines()) {
            html.raw("<path marker-end=\"url(#arrow)\"")
                    .attribute("class", "edge " + line.edge().kind().name().toLowerCase(Locale.ROOT))
                    .attribute("d", line.path())
                    .raw("><title>")
                    .text(sentence(graph, line.edge()))
                    .raw("</title></path>");
        }
        drawing.boxes().forEach(b -> box(html, site, b, modules.get(b.node().key())));
        html.raw(
                "</svg></div><p class=\"legend\"><span class=\"needs\">needs</span> <span class=\"holds\">has in its memory"
                        + " now</span></p>");
    }

    private static void box(Html html, Site site, Drawing.Box box, PluginModule module) {
        Node node = box.node();
        html.raw(module == null ? "<g" : "<a");
        if (module != null) {
            html.attribute("href", ModulePage.link(site, module));
        }
        html.attribute("class", "node " + State.kind(node.state()))
                .raw("><title>")
                .text((node.label() + " " + node.detail()).strip() + ": " + node.state())
                .raw("</title><rect rx=\"8\"")
                .attribute("x", box.x())
                .attribute("y", box.y())
                .attribute("width", Drawing.BOX_WIDTH)
                .attribute("height", Drawing.BOX_HEIGHT)
                .raw("/><text class=\"label\"")
                .attribute("x", box.x() + TEXT_X)
                .attribute("y", box.y() + LABEL_Y)
                .raw(">")
                .text(shortened(node.label()))
                .raw("</text><text")
                .attribute("x", box.x() + TEXT_X)
                .attribute("y", box.y() + DETAIL_Y)
                .raw(">")
                .text(shortened((node.state() + " " + node.detail()).strip()))
                .raw("</text>")
                .raw(module == null ? "</g>" : "</a>");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL - 1) + "\u2026";
    }

    private static void words(Html html, Site site, Graph graph, Map<String, PluginModule> modules) {
        html.raw("<h2 id=\"words\">In words</h2><ul class=\"plainlist\">");
        for (Edge edge : graph.edges()) {
            html.raw("<li>");
            name(html, site, graph, edge.from(), modules);
            html.raw(" ").text(edge.kind().verb()).raw(" ");
            name(html, site, graph, edge.to(), modules);
            html.raw("</li>");
        }
        html.raw("</ul>");
    }

    private static void name(Html html, Site site, Graph graph, String key, Map<String, PluginModule> modules) {
        PluginModule module = modules.get(key);
        if (module == null) {
            html.raw("<strong class=\"why\">").text(label(graph, key)).raw("</strong>, which is missing");
        } else {
            html.raw("<a")
                    .attribute("href", ModulePage.link(site, module))
                    .raw(">")
                    .text(module.name())
                    .raw("</a>");
        }
    }

    private static void alone(Html html, Site site, Graph graph, Map<String, PluginModule> modules) {
        if (graph.alone().isEmpty()) {
            return;
        }
        html.raw("<h2>On their own</h2><ul class=\"chips\">");
        for (Node node : graph.alone()) {
            html.raw("<li>");
            name(html, site, graph, node.key(), modules);
            html.raw("</li>");
        }
        html.raw("</ul>");
    }

    private static String sentence(Graph graph, Edge edge) {
        return label(graph, edge.from()) + " " + edge.kind().verb() + " " + label(graph, edge.to());
    }

    private static String label(Graph graph, String key) {
        return graph.nodes().stream()
                .filter(n -> n.key().equals(key))
                .map(Node::label)
                .findFirst()
                .orElse(key);
    }
}
