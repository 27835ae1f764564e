package dev.tagalong.console.internal.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts the nodes of a graph that have edges into columns, each right of all that need it (the longest path, as Sugiyama, Tagawa and
 * Toda do), and orders each column by where the neighbours are, so that few edges cross. Where things need each other in a circle, the
 * circle is cut at the node that comes first. Takes no time worth mentioning for a few hundred nodes.
 */
final class Layout {

    private static final int SWEEPS = 6;

    private final List<Edge> edges;
    private final List<List<Node>> columns = new ArrayList<>();

    Layout(Graph graph) {
        this.edges =
                graph.edges().stream().filter(e -> !e.from().equals(e.to())).toList();
        Map<String, Integer> ranks = ranks(graph.connected());
        for (Node node : graph.connected()) {
            int rank = ranks.get(node.key());
            while (columns.size() <= rank) {
                columns.add(new ArrayList<>());
            }
            columns.get(rank).add(node);
        }
        columns.forEach(c -> c.sort(Comparator.comparing(Node::label).thenComparing(Node::key)));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sweep(sweep % 2 == 0);
        }
    }

    /** The columns from left to right, each from top to bottom. */
    List<List<Node>> columns() {
        return columns;
    }

    /** Takes away what nothing that is left needs, again and again. */
    private Map<String, Integer> ranks(List<Node> nodes) {
        Map<String, Integer> needed = new HashMap<>();
        edges.forEach(e -> needed.merge(e.to(), 1, Integer::sum));
        Map<String, List<Edge>> outgoing = edges.stream().collect(Collectors.groupingBy(Edge::from));
        Map<String, Integer> ranks = new HashMap<>();
        Map<String, Integer> least = new HashMap<>();
        List<Node> left = new ArrayList<>(nodes);
        while (!left.isEmpty()) {
            Node next = left.stream()
                    .filter(n -> needed.getOrDefault(n.key(), 0) == 0)
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            int rank = least.getOrDefault(next.key(), 0);
            ranks.put(next.key(), rank);
            for (Edge edge : outgoing.getOrDefault(next.key(), List.of())) {
                needed.merge(edge.to(), -1, Integer::sum);
                least.merge(edge.to(), rank + 1, Math::max);
            }
        }
        return ranks;
    }

    private void sweep(boolean right) {
        for (int i = 1; i < columns.size(); i++) {
            List<Node> fixed = columns.get(right ? i - 1 : columns.size() - i);
            List<Node> column = columns.get(right ? i : columns.size() - i - 1);
            Map<String, Integer> places = new HashMap<>();
            for (int place = 0; place < fixed.size(); place++) {
                places.put(fixed.get(place).key(), place);
            }
            Map<String, Double> wanted = new HashMap<>();
            for (int place = 0; place < column.size(); place++) {
                wanted.put(column.get(place).key(), mean(column.get(place), places, place));
            }
            column.sort(Comparator.comparing(n -> wanted.get(n.key())));
        }
    }

    /** Where a node's neighbours in the next column are on average; its own place if it has none there. */
    private double mean(Node node, Map<String, Integer> places, int own) {
        return edges.stream()
                .filter(e -> e.from().equals(node.key()) || e.to().equals(node.key()))
                .map(e -> e.from().equals(node.key()) ? e.to() : e.from())
                .filter(places::containsKey)
                .mapToInt(places::get)
                .average()
                .orElse(own);
    }
}
