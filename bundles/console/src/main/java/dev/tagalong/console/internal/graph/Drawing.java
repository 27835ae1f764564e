package dev.tagalong.console.internal.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything is in a picture of a graph, in the picture's units.
 *
 * @param width the picture's width
 * @param height its height
 * @param boxes the nodes
 * @param lines the edges
 */
public record Drawing(int width, int height, List<Box> boxes, List<Line> lines) {

    /** A node's width. */
    public static final int BOX_WIDTH = 176;

    /** A node's height. */
    public static final int BOX_HEIGHT = 46;

    private static final int COLUMN_GAP = 96;
    private static final int ROW_GAP = 20;
    private static final int MARGIN = 8;

    /** How far a line that goes back, or to its own beginning, goes around. */
    private static final int AROUND = 44;

    /** A node and its upper left corner. */
    public record Box(Node node, int x, int y) {}

    /** An edge and its way as SVG writes paths. */
    public record Line(Edge edge, String path) {}

    /** A graph's picture: the nodes that have edges. */
    public static Drawing of(Graph graph) {
        List<List<Node>> columns = new Layout(graph).columns();
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        int height = Math.max(0, rows * (BOX_HEIGHT + ROW_GAP) - ROW_GAP) + 2 * (MARGIN + AROUND / 2);
        List<Box> boxes = new ArrayList<>();
        Map<String, Box> byKey = new HashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            List<Node> nodes = columns.get(column);
            int top = (height - nodes.size() * (BOX_HEIGHT + ROW_GAP) + ROW_GAP) / 2;
            for (int row = 0; row < nodes.size(); row++) {
                Box box = new Box(
                        nodes.get(row), MARGIN + column * (BOX_WIDTH + COLUMN_GAP), top + row * (BOX_HEIGHT + ROW_GAP));
                boxes.add(box);
                byKey.put(box.node().key(), box);
            }
        }
        int width = Math.max(0, columns.size() * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP) + 2 * MARGIN;
        List<Line> lines = graph.edges().stream()
                .map(e -> new Line(e, path(byKey.get(e.from()), byKey.get(e.to()))))
                .toList();
        return new Drawing(width, height, boxes, lines);
    }

    private static String path(Box from, Box to) {
        int middle = BOX_HEIGHT / 2;
        if (to.x() > from.x()) {
            int bend = (to.x() - from.x() - BOX_WIDTH) / 2;
            return String.format(
                    "M%d,%d C%d,%d %d,%d %d,%d",
                    from.x() + BOX_WIDTH,
                    from.y() + middle,
                    from.x() + BOX_WIDTH + bend,
                    from.y() + middle,
                    to.x() - bend,
                    to.y() + middle,
                    to.x(),
                    to.y() + middle);
        }
        int below = Math.max(from.y(), to.y()) + BOX_HEIGHT + AROUND;
        return String.format(
                "M%d,%d C%d,%d %d,%d %d,%d",
                from.x() + BOX_WIDTH / 2 + MARGIN,
                from.y() + BOX_HEIGHT,
                from.x() + BOX_WIDTH / 2 + MARGIN,
                below,
                to.x() + BOX_WIDTH / 2 - MARGIN,
                below,
                to.x() + BOX_WIDTH / 2 - MARGIN,
                to.y() + BOX_HEIGHT);
    }
}
