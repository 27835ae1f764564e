package dev.tagalong.console.internal.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrawingTest {

    private static Node node(String name) {
        return new Node(name, name, "1.0.0", "offered");
    }

    private static Graph graph(String nodes, String... edges) {
        return new Graph(
                Stream.of(nodes.split("")).map(DrawingTest::node).toList(),
                Stream.of(edges)
                        .map(e -> new Edge(e.substring(0, 1), e.substring(1), Edge.Kind.NEEDS))
                        .toList());
    }

    private static String columns(Graph graph) {
        return new Layout(graph)
                .columns().stream()
                        .map(c -> c.stream().map(Node::key).collect(Collectors.joining()))
                        .collect(Collectors.joining(" "));
    }

    @Test
    void whatIsNeededIsRightOfAllThatNeedIt() {
        assertEquals("ab c", columns(graph("abc", "ac", "bc")));
        assertEquals("a b c d", columns(graph("dcba", "ab", "bc", "cd", "ad")));
        assertEquals("a", columns(graph("ab", "aa")));
    }

    @Test
    void whatHasNoEdgesIsNotDrawn() {
        Graph graph = graph("abc", "ab");
        assertEquals("a b", columns(graph));
        assertEquals(List.of(node("c")), graph.alone());
        assertEquals("", columns(graph("abc")));
        assertEquals(0, Drawing.of(graph("abc")).boxes().size());
    }

    @Test
    void circlesAreCut() {
        assertEquals("a b c", columns(graph("abc", "ab", "bc", "ca")));
        assertEquals("a b", columns(graph("ab", "ab", "ba")));
    }

    @Test
    void neighboursAreFacedToAvoidCrossings() {
        assertEquals("abc fed", columns(graph("abcdef", "af", "be", "cd")));
    }

    @Test
    void nothingCoversAnythingElseAndAllIsInThePicture() {
        int size = 60;
        List<Node> nodes = IntStream.range(0, size).mapToObj(i -> node("n" + i)).toList();
        List<Edge> edges = IntStream.range(0, size)
                .boxed()
                .flatMap(i ->
                        Stream.of(i * 7 % size, i * 11 % size).map(j -> new Edge("n" + i, "n" + j, Edge.Kind.HOLDS)))
                .toList();
        Drawing drawing = Drawing.of(new Graph(nodes, edges));
        Map<String, Drawing.Box> boxes =
                drawing.boxes().stream().collect(Collectors.toMap(b -> b.node().key(), Function.identity()));
        assertEquals(size, boxes.size());
        assertEquals(edges.size(), drawing.lines().size());
        Set<String> places = new HashSet<>();
        for (Drawing.Box box : boxes.values()) {
            assertTrue(box.x() >= 0 && box.x() + Drawing.BOX_WIDTH <= drawing.width(), box.toString());
            assertTrue(box.y() >= 0 && box.y() + Drawing.BOX_HEIGHT <= drawing.height(), box.toString());
            assertTrue(places.add(box.x() + "," + box.y()), box.toString());
        }
        for (Drawing.Box one : boxes.values()) {
            for (Drawing.Box other : boxes.values()) {
                assertTrue(
                        one == other || one.x() != other.x() || Math.abs(one.y() - other.y()) >= Drawing.BOX_HEIGHT,
                        one + " " + other);
            }
        }
    }
}
