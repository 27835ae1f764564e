package dev.tagalong.console.internal.graph;

/**
 * That one thing has to do with another.
 *
 * @param from the key of the one
 * @param to the key of the other
 * @param kind what it has to do with it
 */
public record Edge(String from, String to, Kind kind) {

    /** What something has to do with something else. */
    public enum Kind {
        /** It cannot be used without it. */
        NEEDS("needs"),
        /** It has it in its memory now. */
        HOLDS("has loaded");

        private final String verb;

        Kind(String verb) {
            this.verb = verb;
        }

        /** The kind in words, between the two. */
        public String verb() {
            return verb;
        }
    }
}
