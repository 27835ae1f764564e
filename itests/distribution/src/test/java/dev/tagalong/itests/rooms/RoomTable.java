package dev.tagalong.itests.rooms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of rooms, {@code rooms.txt}, which says itself how it is to be read. */
final class RoomTable {

    private static final String OURS = "dev.tagalong.";

    private static final Pattern JAR = Pattern.compile("\\[(\\S+)]\\s+(\\S+)");

    private static final Pattern ROW = Pattern.compile("(\\s+(\\S+)\\s+)(\\d+)( \\|([^|]*)(?:\\|([^|]*))?)");

    /**
     * A row.
     *
     * @param jar whose package it is
     * @param budget how many of its classes may lie in circles
     * @param rooms our packages that it may know
     * @param libraries packages of others that it may know
     */
    record Room(String jar, int budget, Set<String> rooms, Set<String> libraries) {}

    private final Path file;
    private final Map<String, Room> rooms = new LinkedHashMap<>();

    private RoomTable(Path file) {
        this.file = file;
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException if a line is none of it, or a package has two
     */
    static RoomTable read(Path file) throws IOException {
        RoomTable table = new RoomTable(file);
        Matcher jar = null;
        for (String line : Files.readAllLines(file)) {
            Matcher heading = JAR.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                jar = heading;
            } else if (row.matches() && jar != null) {
                String root = OURS + jar.group(2);
                Room room = new Room(
                        jar.group(1),
                        Integer.parseInt(row.group(3)),
                        names(row.group(5), name -> full(root, name)),
                        names(row.group(6), name -> name));
                if (table.rooms.put(full(root, row.group(2)), room) != null) {
                    throw new IllegalArgumentException(file + " has two rows for " + row.group(2) + " of " + root);
                }
            } else if (!line.isBlank() && !line.strip().startsWith("#")) {
                throw new IllegalArgumentException(file + " has a line that is no row: " + line);
            }
        }
        return table;
    }

    private static Set<String> names(String column, UnaryOperator<String> full) {
        return Arrays.stream(column == null ? new String[0] : column.split("\\s+"))
                .filter(name -> !name.isEmpty())
                .map(full)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String full(String root, String name) {
        if (name.equals(".")) {
            return root;
        }
        return name.startsWith(".") ? root + name : OURS + name;
    }

    /** The row of each package. */
    Map<String, Room> rooms() {
        return rooms;
    }

    /** Lowers the budgets that are higher than they need to be. */
    void lower(Map<String, Integer> figures) throws IOException {
        String root = "";
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher heading = JAR.matcher(lines.get(i));
            Matcher row = ROW.matcher(lines.get(i));
            if (heading.matches()) {
                root = OURS + heading.group(2);
            } else if (row.matches()) {
                int budget = Integer.parseInt(row.group(3));
                int figure = figures.getOrDefault(full(root, row.group(2)), budget);
                String same = "%" + row.group(3).length() + "d";
                lines.set(i, row.group(1) + String.format(same, Math.min(budget, figure)) + row.group(4));
            }
        }
        Files.write(file, lines);
    }
}
