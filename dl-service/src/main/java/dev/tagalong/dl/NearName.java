package dev.tagalong.dl;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that somebody probably meant: of a module, of a command, of a key in a configuration. Upper and lower case are
 * the same, and so are names with and without {@code .wasm}.
 */
public final class NearName {

    private static final String EXTENSION = ".wasm";

    /** One slip of the finger is allowed for this many characters. */
    private static final int CHARACTERS_A_SLIP = 3;

    /** More slips than these make another name, however long it is. */
    private static final int MOST_SLIPS = 3;

    private NearName() {}

    /**
     * The nearest of the names that are known, the first by alphabet of those that are as near; empty if none is near.
     *
     * @param wanted what was written
     * @param known what there is
     */
    public static Optional<String> of(String wanted, Collection<String> known) {
        String plain = plain(wanted);
        int allowed = Math.min(MOST_SLIPS, Math.max(1, plain.length() / CHARACTERS_A_SLIP));
        return known.stream()
                .filter(name -> !name.equals(wanted))
                .filter(name -> Math.abs(plain(name).length() - plain.length()) <= allowed)
                .filter(name -> slips(plain, plain(name)) <= allowed)
                .min(Comparator.<String>comparingInt(name -> slips(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The words "; did you mean NAME?" for a message, empty if no name is near. */
    public static String hint(String wanted, Collection<String> known) {
        return of(wanted, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(EXTENSION) ? lower.substring(0, lower.length() - EXTENSION.length()) : lower;
    }

    /**
     * How many characters are too many, missing, wrong or exchanged with the next one: the distance of optimal string
     * alignment.
     */
    private static int slips(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int wrong = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(wrong, 1 + Math.min(above[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = above;
            above = row;
        }
        return above[b.length()];
    }
}
