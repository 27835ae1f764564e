package dev.tagalong.shell.internal;

import dev.tagalong.runtime.text.PlainText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows of text in columns as wide as their widest cell. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;

    TextTable(String... titles) {
        widths = new int[titles.length];
        row(titles);
    }

    /** Adds a row of as many cells as there are titles; they are made {@link PlainText plain}. */
    void row(String... texts) {
        String[] cells = Stream.of(texts).map(PlainText::of).toArray(String[]::new);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells[i].length());
        }
        rows.add(cells);
    }

    /** A row's cells; row 0 is the titles. */
    List<String> cells(int row) {
        return List.of(rows.get(row));
    }

    void print(PrintStream out) {
        for (String[] cells : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.length; i++) {
                line.append(cells[i])
                        .append(" ".repeat(widths[i] - cells[i].length()))
                        .append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
