package dev.tagalong.itests.spec;

/** What became of a command. */
sealed interface Outcome {

    /** It did what the suite asks for. */
    Outcome PASSED = new Passed(null);

    /** The command passed; {@code remark} may be something about it that is worth knowing. */
    record Passed(String remark) implements Outcome {}

    /** The command failed. */
    record Failed(String why) implements Outcome {}

    /** The command was not run. */
    record Skipped(SkipReason reason) implements Outcome {}

    static Outcome failed(String why) {
        return new Failed(why);
    }

    static Outcome skipped(SkipReason reason) {
        return new Skipped(reason);
    }

    /** Passed if {@code fine}. */
    static Outcome check(boolean fine, String expected, Object got) {
        return fine ? PASSED : failed("expected " + expected + ", got " + got);
    }
}
