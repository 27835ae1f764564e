package dev.tagalong.bench.report;

import dev.tagalong.bench.report.Row.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The ratios as a chart: a line for each row, a dot for each contender, on a logarithmic axis with the baseline at 1. */
final class SvgChart {

    private static final List<Group> GROUPS = List.of(Group.COMPUTE, Group.PROGRAMS, Group.CALLS, Group.START);
    /** Told apart also by people who see fewer colours (Okabe and Ito's palette), and by shape. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00", "#cc79a7", "#000000", "#999999", "#f0e442");

    private static final int LABELS = 330;
    private static final int PLOT = 620;
    private static final int MARGIN = 30;
    private static final int ROW = 22;
    private static final int HEAD = 34;
    private static final int WIDTH = LABELS + PLOT + MARGIN;
    private static final int LEGEND_COLUMN = 290;

    private final Report report;
    private final Results results;
    private final List<String> contenders;
    private final StringBuilder svg = new StringBuilder();
    /** The axis, in powers of ten. */
    private int from;

    private int to = 1;

    SvgChart(Report report) {
        this.report = report;
        results = report.results();
        contenders = List.copyOf(results.contenders().keySet());
    }

    String render() {
        List<Row> all = new ArrayList<>();
        int groups = 0;
        for (Group group : GROUPS) {
            List<Row> rows = rows(group);
            all.addAll(rows);
            groups += rows.isEmpty() ? 0 : 1;
        }
        scale(all);
        int legendRows = (contenders.size() + 2) / 3;
        int top = 64 + legendRows * 20;
        int height = top + all.size() * ROW + groups * HEAD + 46;
        open(height);
        legend();
        int y = top;
        axis(y, y + all.size() * ROW + groups * HEAD);
        for (Group group : GROUPS) {
            List<Row> rows = rows(group);
            if (rows.isEmpty()) {
                continue;
            }
            text(14, y + 24, "start", "h", group.title());
            y += HEAD;
            for (Row row : rows) {
                row(row, y);
                y += ROW;
            }
        }
        svg.append("</svg>\n");
        return svg.toString();
    }

    /** The rows that have a ratio to show. */
    private List<Row> rows(Group group) {
        return results.rows(group).stream()
                .filter(row -> contenders.stream()
                        .anyMatch(c -> results.ratio(row.id(), c).isPresent()))
                .toList();
    }

    private void scale(List<Row> rows) {
        for (Row row : rows) {
            for (String contender : contenders) {
                OptionalDouble ratio = results.ratio(row.id(), contender);
                if (ratio.isPresent()) {
                    double power = Math.log10(ratio.getAsDouble());
                    from = Math.min(from, (int) Math.floor(power));
                    to = Math.max(to, (int) Math.ceil(power));
                }
            }
        }
    }

    private double x(double ratio) {
        return LABELS + PLOT * (Math.log10(ratio) - from) / (to - from);
    }

    private void open(int height) {
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
                <style>
                text { font: 13px sans-serif; fill: #222 }
                .h { font-weight: bold }
                .s { font-size: 11px; fill: #555 }
                .g { stroke: #ddd } .l { stroke: #eee } .b { stroke: #444; stroke-dasharray: 4 3 }
                </style>
                <rect width="%1$d" height="%2$d" fill="#fff"/>
                """, WIDTH, height));
        text(
                14,
                24,
                "start",
                "h",
                "Time relative to " + results.contenders().get(results.baseline()) + "; less is better");
        Machine machine = report.machine();
        text(
                14,
                42,
                "start",
                "s",
                report.date() + ", " + machine.processor() + ", " + machine.cores() + " cores, " + machine.jdk());
    }

    private void legend() {
        for (int i = 0; i < contenders.size(); i++) {
            int x = 20 + i % 3 * LEGEND_COLUMN;
            int y = 62 + i / 3 * 20;
            mark(x, y, i);
            text(x + 12, y + 4, "start", "", results.contenders().get(contenders.get(i)));
        }
    }

    private void axis(int top, int bottom) {
        for (int power = from; power <= to; power++) {
            double at = x(Math.pow(10, power));
            line(at, top, at, bottom, power == 0 ? "b" : "g");
            String label =
                    power >= 0 ? Integer.toString((int) Math.pow(10, power)) : "0." + "0".repeat(-power - 1) + "1";
            text(at, bottom + 18, "middle", "s", label + " x");
        }
    }

    private void row(Row row, int y) {
        int middle = y + ROW / 2;
        line(LABELS, middle, LABELS + PLOT, middle, "l");
        text(LABELS - 12, middle + 4, "end", "", row.title());
        for (int i = 0; i < contenders.size(); i++) {
            OptionalDouble ratio = results.ratio(row.id(), contenders.get(i));
            if (ratio.isPresent()) {
                mark(x(ratio.getAsDouble()), middle, i);
            }
        }
    }

    private void mark(double x, double y, int contender) {
        String colour = COLOURS.get(contender % COLOURS.size());
        String title = contenders.get(contender);
        String shape = switch (contender % 3) {
            case 0 -> "<circle cx=\"%1$.1f\" cy=\"%2$.1f\" r=\"5\"";
            case 1 -> "<path d=\"M%1$.1f %2$.1fm-5 0l5 -6 5 6 -5 6z\"";
            default -> "<path d=\"M%1$.1f %2$.1fm-5 4l5 -9 5 9z\"";
        };
        svg.append(String.format(Locale.ROOT, shape, x, y));
        svg.append(String.format(
                " fill=\"%s\" fill-opacity=\"0.85\"><title>%s</title></%s>%n",
                colour, escape(title), contender % 3 == 0 ? "circle" : "path"));
    }

    private void line(double x1, double y1, double x2, double y2, String style) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                style));
    }

    private void text(double x, double y, String anchor, String style, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                style,
                escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
