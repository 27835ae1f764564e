package dev.tagalong.shell.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.InstanceInfo;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.TrapReport;
import dev.tagalong.runtime.text.PlainText;
import dev.tagalong.runtime.type.ImportType;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** All that is known of the modules of a name. */
final class ModuleReport {

    private static final int LABEL = 10;

    private final Linker linker;
    private final PrintStream out;

    ModuleReport(Linker linker, PrintStream out) {
        this.linker = linker;
        this.out = out;
    }

    /**
     * Prints those of a name, a bundle's each.
     *
     * @throws CommandFailure if there is none
     */
    void print(String name) {
        List<ModuleStatistics> found = linker.statistics().stream()
                .flatMap(plugin -> plugin.modules().stream())
                .filter(module -> module.module().name().equals(name))
                .toList();
        List<ModuleStatus> statuses = linker.modules().stream()
                .filter(module -> module.name().equals(name))
                .toList();
        if (found.isEmpty() && statuses.isEmpty()) {
            // The linker says best why there is none.
            linker.module(name);
            throw new CommandFailure("no bundle offers a module " + name);
        }
        String gap = "";
        for (ModuleStatistics module : found) {
            out.print(gap);
            print(module, status(statuses, module.module()));
            gap = System.lineSeparator();
        }
        for (ModuleStatus status : statuses) {
            if (found.stream().noneMatch(module -> same(status, module.module()))) {
                out.print(gap);
                print(status);
                gap = System.lineSeparator();
            }
        }
    }

    private static ModuleStatus status(List<ModuleStatus> statuses, LibraryInfo info) {
        return statuses.stream()
                .filter(status -> same(status, info))
                .findFirst()
                .orElse(null);
    }

    private static boolean same(ModuleStatus status, LibraryInfo info) {
        return status.bundleId() == info.bundleId() && info.version().equals(status.version());
    }

    private void print(ModuleStatus status) {
        out.println(PlainText.of(status.name()) + (status.version() == null ? "" : " " + status.version()));
        if (status.bundleName() != null) {
            line("bundle", status.bundleName() + " [" + status.bundleId() + "]");
        }
        line("state", status.stateName());
        problem(status);
    }

    private void problem(ModuleStatus status) {
        if (status.file() != null) {
            line("file", status.file());
        }
        if (status.ill()) {
            line("error", status.problem());
        }
        if (status.advice() != null) {
            line("advice", status.advice());
        }
    }

    private void print(ModuleStatistics module, ModuleStatus status) {
        LibraryInfo info = module.module();
        out.println(PlainText.of(info.name()) + " " + info.version());
        line("bundle", info.bundleName() + " [" + info.bundleId() + "]");
        line("state", state(info, status == null ? info.state().name().toLowerCase(Locale.ROOT) : status.stateName()));
        if (status != null) {
            problem(status);
        }
        if (info.error() != null) {
            return;
        }
        Module binary = binary(info);
        line("code", code(module, binary));
        snapshot(info);
        usage(module);
        traps(module);
        instances(module);
        if (binary != null) {
            imports(binary);
        }
    }

    private static String state(LibraryInfo info, String word) {
        String state = word;
        if (info.id() != 0) {
            state += ", handle " + info.id();
        }
        return info.references() == 0
                ? state
                : state + ", " + info.references() + (info.references() == 1 ? " reference" : " references");
    }

    /** The module on offer of that version, or {@code null} if it is on offer no longer. */
    private Module binary(LibraryInfo info) {
        try {
            return linker.module(request(info));
        } catch (DlException e) {
            return null;
        }
    }

    private static String code(ModuleStatistics module, Module binary) {
        String size = binary == null ? "" : Quantities.bytes(binary.byteSize()) + ", ";
        return size + module.functions() + " functions, " + module.compiledFunctions() + " compiled, run as "
                + module.tier().name().toLowerCase(Locale.ROOT);
    }

    private void snapshot(LibraryInfo info) {
        try {
            SnapshotInfo snapshot = linker.snapshot(request(info));
            if (snapshot != null) {
                line("snapshot", SnapshotText.of(snapshot));
            }
        } catch (DlException e) {
            // It is on offer no longer.
            line("snapshot", "none: " + e.getMessage());
        }
    }

    private static String request(LibraryInfo info) {
        return Linker.request(info.name(), info.version().toString());
    }

    private void usage(ModuleStatistics module) {
        InstanceStatistics usage = module.usage();
        line("memory", Quantities.bytes(usage.memoryBytes()) + ", " + usage.tableEntries() + " table entries");
        line(
                "calls",
                usage.calls() + " from Java, " + usage.activeCalls() + " under way, " + usage.waitingCalls()
                        + " waiting");
        line("time", Quantities.time(usage.callTime()) + ", " + Quantities.time(usage.cpuTime()) + " of a processor");
        if (module.budget() != null) {
            String used = module.budget() + ", " + Quantities.time(module.cpuTimeInPeriod()) + " used";
            line("budget", module.exhausted() ? used + ": calls are refused" : used);
        }
    }

    private void traps(ModuleStatistics module) {
        line("traps", Long.toString(module.usage().traps()));
        TrapReport last = module.usage().lastTrap();
        if (last != null) {
            line("last trap", last.time().truncatedTo(ChronoUnit.SECONDS) + " " + last.message());
            last.text().lines().skip(1).forEach(out::println);
        }
    }

    private void instances(ModuleStatistics module) {
        if (module.instances().isEmpty()) {
            return;
        }
        TextTable table = new TextTable("INSTANCE", "SINCE", "MEMORY", "CALLS", "TRAPS", "ACTIVITY");
        for (InstanceInfo instance : module.instances()) {
            String kind = instance.kind().name().toLowerCase(Locale.ROOT);
            table.row(
                    instance.program() == null ? kind : kind + " in " + instance.program(),
                    instance.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                    Quantities.bytes(instance.usage().memoryBytes()),
                    Long.toString(instance.usage().calls()),
                    Long.toString(instance.usage().traps()),
                    instance.closing() ? "closing: " + instance.activity() : instance.activity());
        }
        out.println();
        table.print(out);
    }

    private void imports(Module binary) {
        if (binary.imports().isEmpty()) {
            return;
        }
        TextTable table = new TextTable("IMPORT", "TYPE");
        for (ImportType wanted : binary.imports()) {
            table.row(wanted.module() + "." + wanted.name(), wanted.type().toString());
        }
        out.println();
        table.print(out);
    }

    private void line(String label, String text) {
        out.println("  " + label + " ".repeat(Math.max(1, LABEL - label.length())) + PlainText.lines(text));
    }
}
