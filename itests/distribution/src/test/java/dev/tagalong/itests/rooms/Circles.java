package dev.tagalong.itests.rooms;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The circles of a graph: its strongly connected components of more than one node, by Tarjan's algorithm. Each node of a
 * circle leads to each other one of it.
 */
final class Circles {

    private final Map<String, ? extends Set<String>> graph;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> isOpen = new HashSet<>();
    private final List<SortedSet<String>> circles = new ArrayList<>();

    private Circles(Map<String, ? extends Set<String>> graph) {
        this.graph = graph;
    }

    /**
     * The circles of a graph, in the order of their first nodes.
     *
     * @param graph where each node leads to; a node that is no key leads nowhere
     */
    static List<SortedSet<String>> of(Map<String, ? extends Set<String>> graph) {
        Circles search = new Circles(graph);
        for (String node : graph.keySet()) {
            if (!search.numbers.containsKey(node)) {
                search.visit(node);
            }
        }
        search.circles.sort(Comparator.comparing(SortedSet::first));
        return search.circles;
    }

    private void visit(String node) {
        int number = numbers.size();
        numbers.put(node, number);
        lowest.put(node, number);
        open.push(node);
        isOpen.add(node);
        for (String next : graph.containsKey(node) ? graph.get(node) : Set.<String>of()) {
            if (!numbers.containsKey(next)) {
                visit(next);
                lowest.merge(node, lowest.get(next), Math::min);
            } else if (isOpen.contains(next)) {
                lowest.merge(node, numbers.get(next), Math::min);
            }
        }
        if (lowest.get(node) == number) {
            close(node);
        }
    }

    /** All that was opened since a node, and the node, lead to each other. */
    private void close(String first) {
        SortedSet<String> component = new TreeSet<>();
        String node;
        do {
            node = open.pop();
            isOpen.remove(node);
            component.add(node);
        } while (!node.equals(first));
        if (component.size() > 1) {
            circles.add(component);
        }
    }
}
