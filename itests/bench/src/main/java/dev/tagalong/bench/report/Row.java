package dev.tagalong.bench.report;

/**
 * A line of the tables: one thing that is measured for every contender.
 *
 * @param id names it in files
 * @param group the table it belongs to
 * @param title what it is, for people
 */
public record Row(String id, Group group, String title) {

    /** A table, and the unit of its figures. Less is better in all of them. */
    public enum Group {
        COMPUTE("Compute", "µs a unit"),
        PROGRAMS("Real programs", "ms"),
        CALLS("Calls", "ns a call, with the loop"),
        START("Start", "ms"),
        BEGINNING("First results", "ms"),
        PHASES("Where the time until first results goes", "ms"),
        OTHER("Exceptions and threads", "µs a unit"),
        LINKING("Opening and closing", "µs a round"),
        FOOTPRINT("Footprint", "KiB a library");

        private final String title;
        private final String unit;

        Group(String title, String unit) {
            this.title = title;
            this.unit = unit;
        }

        /** The table's heading. */
        public String title() {
            return title;
        }

        /** The figures' unit. */
        public String unit() {
            return unit;
        }
    }
}
