package dev.tagalong.shell.internal;

import dev.tagalong.dl.SnapshotInfo;
import java.time.temporal.ChronoUnit;

/** A snapshot for people. */
final class SnapshotText {

    private SnapshotText() {}

    static String of(SnapshotInfo snapshot) {
        String after = switch (snapshot.function()) {
            case SnapshotInfo.STATE -> "a program's state";
            case SnapshotInfo.START -> "after the start";
            default -> "after " + snapshot.function();
        };
        if (snapshot.problem() != null) {
            return "none, is to be " + after + ": " + snapshot.problem();
        }
        return Quantities.bytes(snapshot.bytes()) + ", " + after + ", made in " + Quantities.time(snapshot.time())
                + " at " + snapshot.made().truncatedTo(ChronoUnit.SECONDS);
    }
}
