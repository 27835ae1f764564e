package dev.tagalong.bench.workload;

import dev.tagalong.bench.report.Row.Group;
import java.util.List;

/**
 * A module with a function {@code run(units)} whose time grows with its argument and whose result is a checksum.
 *
 * @param id names it on the command line and in files
 * @param title what it measures, for people
 * @param group the table it belongs to
 * @param module the name of the committed module, without {@code .wasm}
 * @param source the C file it is made of, and gcc's program too; or one in the text format
 * @param defines the C macros it is compiled with
 * @param wiring what it is connected to
 * @param libraries with {@link Wiring#POINTERS}, how many instances the pointers lead to; 0 for its own function; with
 *     {@link Wiring#JAVA_THREADS}, the {@code KIND} of its module
 * @param units the argument when measured, some milliseconds' worth for compiled code
 * @param interpretedUnits the argument for interpreters
 * @param quick whether the short session has it
 */
public record Workload(
        String id,
        String title,
        Group group,
        String module,
        String source,
        List<String> defines,
        Wiring wiring,
        int libraries,
        int units,
        int interpretedUnits,
        boolean quick) {

    /** Whether it is made of a C file, so that gcc can make it, too. */
    public boolean isC() {
        return source.endsWith(".c") && !isOfThreads();
    }

    /** Whether two threads do it. */
    public boolean isOfThreads() {
        return wiring == Wiring.THREADS || wiring == Wiring.JAVA_THREADS;
    }

    /** The argument for a contender. */
    public int unitsFor(boolean interpreter) {
        return interpreter ? interpretedUnits : units;
    }
}
