package dev.tagalong.console.internal.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What there is and what it has to do with each other.
 *
 * @param nodes all of it
 * @param edges between keys of nodes
 */
public record Graph(List<Node> nodes, List<Edge> edges) {

    /** Copies the lists. */
    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** The nodes that have edges. */
    public List<Node> connected() {
        Set<String> ends = ends();
        return nodes.stream().filter(n -> ends.contains(n.key())).toList();
    }

    /** The nodes that have none. */
    public List<Node> alone() {
        Set<String> ends = ends();
        return nodes.stream().filter(n -> !ends.contains(n.key())).toList();
    }

    private Set<String> ends() {
        Set<String> ends = new HashSet<>();
        edges.forEach(e -> {
            ends.add(e.from());
            ends.add(e.to());
        });
        return ends;
    }
}
