package dev.tagalong.console.internal.page;

import dev.tagalong.runtime.InstanceStatistics;

/** What is used now, in figures and in charts that the script draws. */
final class Charts {

    private Charts() {}

    static void tiles(Html html, Live live, InstanceStatistics usage) {
        html.raw("<dl class=\"tiles\">");
        tile(html, live, "Memory", Figures.bytes(usage.memoryBytes()));
        tile(html, live, "Calls from Java", Figures.count(usage.calls()));
        tile(html, live, "Under way", Figures.count(usage.activeCalls()));
        tile(html, live, "CPU time", Figures.duration(usage.cpuTime()));
        tile(html, live, "Traps", Figures.count(usage.traps()));
        tile(html, live, "Instances", Figures.count(usage.instances()));
        html.raw("</dl>");
    }

    private static void tile(Html html, Live live, String name, String text) {
        html.raw("<div>").element("dt", name);
        live.cell(html, "dd", "sum/" + name, text);
        html.raw("</div>");
    }

    static void charts(Html html, Live live, InstanceStatistics usage) {
        html.raw("<div class=\"charts\">");
        chart(html, "memory", "bytes", "Memory");
        chart(html, "calls", "rate", "Calls per second");
        chart(html, "cpu", "percent", "CPU");
        html.raw("</div>");
        live.number("memory", usage.memoryBytes());
        live.number("calls", usage.calls());
        live.number("cpu", usage.cpuTime().toMillis());
    }

    private static void chart(Html html, String name, String unit, String title) {
        html.raw("<figure class=\"chart\"")
                .attribute("data-series", name)
                .attribute("data-unit", unit)
                .raw("><figcaption><span>")
                .text(title)
                .raw("</span><output></output></figcaption><svg viewBox=\"0 0 360 120\" role=\"img\"")
                .attribute("aria-label", title + " in the last two minutes")
                .raw("></svg></figure>");
    }
}
