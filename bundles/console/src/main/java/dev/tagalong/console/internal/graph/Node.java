package dev.tagalong.console.internal.graph;

/**
 * Something in a graph.
 *
 * @param key what tells it from all others
 * @param label its name
 * @param detail what else is said of it
 * @param state its state in a word, or {@link #MISSING}
 */
public record Node(String key, String label, String detail, String state) {

    /** The state of what is not there. */
    public static final String MISSING = "missing";
}
