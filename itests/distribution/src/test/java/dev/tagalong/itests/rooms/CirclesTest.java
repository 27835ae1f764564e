package dev.tagalong.itests.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CirclesTest {

    @Test
    void aChainHasNone() {
        assertEquals(List.of(), circles("a b", "b c", "c d", "a d"));
    }

    @Test
    void aNodeThatLeadsToItselfIsNone() {
        assertEquals(List.of(), circles("a a", "a b"));
    }

    @Test
    void twoThatLeadToEachOtherAreOne() {
        assertEquals(List.of(Set.of("a", "b")), circles("a b", "b a", "b c"));
    }

    @Test
    void twoCirclesWithABridgeAreTwo() {
        assertEquals(
                List.of(Set.of("a", "b", "c"), Set.of("x", "y")),
                circles("a b", "b c", "c a", "c x", "x y", "y x", "y z"));
    }

    @Test
    void twoCirclesThatShareANodeAreOne() {
        assertEquals(List.of(Set.of("a", "b", "c", "d")), circles("a b", "b a", "b c", "c d", "d b"));
    }

    @Test
    void aCircleInACircleIsPartOfIt() {
        assertEquals(
                List.of(Set.of("a", "b", "c", "d", "e")), circles("a b", "b c", "c b", "c d", "d e", "e a", "a z"));
    }

    @Test
    void whatWasClosedBeforeIsNotOpenedAgain() {
        assertEquals(List.of(Set.of("a", "b")), circles("a b", "b a", "c a", "c b", "d c"));
    }

    @Test
    void aLongCircleIsWhole() {
        int length = 1_000;
        String[] edges = IntStream.range(0, length)
                .mapToObj(i -> i + " " + (i + 1) % length)
                .toArray(String[]::new);
        assertEquals(
                List.of(IntStream.range(0, length).mapToObj(Integer::toString).collect(Collectors.toSet())),
                circles(edges));
    }

    private static List<Set<String>> circles(String... edges) {
        Map<String, Set<String>> graph = new TreeMap<>();
        for (String edge : edges) {
            String[] ends = edge.split(" ");
            graph.computeIfAbsent(ends[0], node -> new TreeSet<>()).add(ends[1]);
        }
        return List.copyOf(Circles.of(graph));
    }
}
