package dev.tagalong.dl.internal.space;

import java.util.List;

/** The text that says all that a module misses. */
public final class LinkProblems {

    /** Far more than modules miss that somebody wants to link, and little enough for a log. */
    private static final int MOST = 1000;

    private static final String NEXT = "\n  ";

    private LinkProblems() {}

    /**
     * One problem on the line of the module, several on a line each.
     *
     * @param label the module, or {@code null} if the problems say which
     * @param problems at least one; further lines of a problem are indented by four
     */
    public static String text(String label, List<String> problems) {
        int more = problems.size() - MOST;
        List<String> shown = more > 0 ? problems.subList(0, MOST) : problems;
        String head = "cannot link" + (label == null ? "" : " " + label);
        if (problems.size() == 1) {
            return head + (label == null ? " " : ": ") + problems.get(0);
        }
        return head + ", for " + problems.size() + " reasons:" + NEXT + String.join(NEXT, shown)
                + (more > 0 ? NEXT + "and " + more + " more" : "");
    }
}
