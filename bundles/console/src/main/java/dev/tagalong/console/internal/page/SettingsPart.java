package dev.tagalong.console.internal.page;

import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.ProcessEnvironment.Preopen;
import java.util.List;
import java.util.Locale;

/** What a module may use and is given. */
final class SettingsPart {

    private static final long PAGE_BYTES = 65_536;

    private SettingsPart() {}

    /**
     * Writes it.
     *
     * @param settings as configured, or {@code null} if they are not known
     */
    static void write(Html html, Live live, PluginSettings settings, ModuleStatistics statistics) {
        html.raw("<h2>Limits and grants</h2><dl class=\"facts\">");
        if (settings != null) {
            live.structure(settings);
            InstanceLimits limits = settings.limits();
            fact(html, "Memory", "at most " + Figures.bytes(limits.memoryPages() * PAGE_BYTES) + " each");
            fact(html, "Tables", "at most " + Figures.count(limits.tableEntries()) + " entries each");
            fact(html, "Call depth", "at most " + Figures.count(limits.callDepth()));
            fact(
                    html,
                    "Deadline",
                    limits.deadline().isZero() ? "none" : Figures.duration(limits.deadline()) + " a call from Java");
            fact(html, "Features switched off", list(List.copyOf(settings.withoutFeatures()), "none"));
            fact(
                    html,
                    "Structures and arrays",
                    limits.gcBytes() == Long.MAX_VALUE ? "no limit" : "at most " + Figures.bytes(limits.gcBytes()));
            fact(
                    html,
                    "Threads",
                    limits.threads() == InstanceLimits.ANY_THREADS
                            ? "any number"
                            : "at most " + Figures.count(limits.threads()) + " a program");
            fact(html, "May import besides", list(settings.imports(), "nothing"));
            fact(
                    html,
                    "Directories",
                    list(
                            settings.preopens().stream()
                                    .map(SettingsPart::directory)
                                    .toList(),
                            "none"));
            // Values may be secrets.
            fact(html, "Environment", list(List.copyOf(settings.variables().keySet()), "none"));
            fact(html, "Arguments", list(settings.arguments(), "none"));
            fact(html, "Configured by", list(settings.configurations(), "dev.tagalong.dl alone"));
        }
        if (statistics.budget() != null) {
            html.raw("<div><dt>CPU budget</dt><dd>").text(statistics.budget()).raw(", used ");
            live.cell(html, "span", "budget", Figures.duration(statistics.cpuTimeInPeriod()));
            html.raw(statistics.exhausted() ? "; <strong class=\"why\">calls are refused</strong>" : "")
                    .raw("</dd></div>");
            live.structure(statistics.exhausted());
        } else {
            fact(html, "CPU budget", "none");
        }
        html.raw("<div><dt>Code</dt><dd>").text(statistics.tier().name().toLowerCase(Locale.ROOT) + "; ");
        live.cell(html, "span", "compiled", Figures.count(statistics.compiledFunctions()));
        html.text(" of " + Figures.count(statistics.functions()) + " functions compiled")
                .raw("</dd></div></dl>");
    }

    private static void fact(Html html, String name, String text) {
        html.raw("<div>").element("dt", name).element("dd", text).raw("</div>");
    }

    private static String list(List<String> values, String none) {
        return values.isEmpty() ? none : String.join(", ", values);
    }

    private static String directory(Preopen preopen) {
        return preopen.guestPath() + " is " + preopen.directory() + (preopen.readOnly() ? ", read-only" : "");
    }
}
