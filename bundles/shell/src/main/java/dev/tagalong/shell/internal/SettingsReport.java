package dev.tagalong.shell.internal;

import dev.tagalong.dl.PluginSettings;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import java.io.PrintStream;
import java.util.Locale;

/** What a module may use and is given, as rows of a table. */
final class SettingsReport {

    private static final int PAGE_BYTES = 1 << 16;

    private SettingsReport() {}

    static void limits(InstanceLimits limits, TextTable table) {
        table.row(
                "memory",
                limits.memoryPages() + " pages (" + Quantities.bytes((long) limits.memoryPages() * PAGE_BYTES)
                        + ") a memory");
        table.row("table", limits.tableEntries() + " entries a table");
        table.row("call depth", limits.callDepth() + " calls");
        table.row(
                "deadline",
                limits.deadline().isZero() ? "none" : limits.deadline().toMillis() + " ms a call from Java");
        table.row("gc", limits.gcBytes() == Long.MAX_VALUE ? "no limit" : Quantities.bytes(limits.gcBytes()));
        table.row(
                "threads",
                limits.threads() == InstanceLimits.ANY_THREADS ? "any number" : limits.threads() + " a program");
    }

    /** How compiled code has vectors. */
    static String vectors() {
        return Engine.usesVectorApi() ? "the processor's registers" : "two 64-bit numbers each";
    }

    static void print(PluginSettings settings, PrintStream out) {
        TextTable table = new TextTable("SETTING", "VALUE");
        limits(settings.limits(), table);
        table.row(
                "cpu",
                settings.budget() == null ? "no budget" : settings.budget().toString());
        table.row(
                "tier",
                settings.tier() == null
                        ? "the linker's"
                        : settings.tier().name().toLowerCase(Locale.ROOT));
        settings.withoutFeatures().forEach(feature -> table.row("switched off", feature));
        settings.imports().forEach(pattern -> table.row("import", pattern));
        settings.preopens().forEach(preopen -> table.row("directory", directory(preopen)));
        settings.variables().forEach((name, value) -> table.row("variable", name + "=" + value));
        settings.arguments().forEach(argument -> table.row("argument", argument));
        if (settings.snapshot() != null) {
            table.row("snapshot", settings.snapshot());
        }
        settings.configurations().forEach(pid -> table.row("configured by", pid));
        table.print(out);
    }

    private static String directory(Preopen preopen) {
        return preopen.directory() + " as " + preopen.guestPath() + (preopen.readOnly() ? ", read-only" : "");
    }
}
