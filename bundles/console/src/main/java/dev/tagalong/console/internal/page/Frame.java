package dev.tagalong.console.internal.page;

/** What is around each page. */
public final class Frame {

    /** The pages that the navigation leads to. */
    enum Tab {
        PLUGINS("", "Plugins"),
        GRAPH("graph", "Graph"),
        NONE(null, null);

        private final String page;
        private final String title;

        Tab(String page, String title) {
            this.page = page;
            this.title = title;
        }
    }

    private Frame() {}

    /** A page that is not there, or a request that was refused. */
    public static String problem(Site site, String title, String text) {
        return page(
                site,
                Tab.NONE,
                title,
                null,
                new Html()
                        .raw("<h1>")
                        .text(title)
                        .raw("</h1><p class=\"notice bad\" role=\"alert\">")
                        .text(text)
                        .raw("</p><p><a")
                        .attribute("href", site.link(""))
                        .raw(">All plugins</a></p>"));
    }

    /**
     * A whole page.
     *
     * @param live what the page says anew of itself while it is shown, or {@code null}
     */
    static String page(Site site, Tab tab, String title, Live live, Html body) {
        Html html = new Html()
                .raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .text(title)
                .raw(" \u2013 Tagalong</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"stylesheet\"")
                .attribute("href", site.link("res/console.css"))
                .raw("><link rel=\"icon\" type=\"image/svg+xml\"")
                .attribute("href", site.link("res/icon.svg"))
                .raw("><script defer")
                .attribute("src", site.link("res/console.js"))
                .raw("></script></head><body><a class=\"skip\" href=\"#main\">Skip to content</a>")
                .raw("<header class=\"bar\"><a class=\"brand\"")
                .attribute("href", site.link(""))
                .raw("><img alt=\"\" width=\"24\" height=\"24\"")
                .attribute("src", site.link("res/icon.svg"))
                .raw(">Tagalong</a><nav aria-label=\"Tagalong\">");
        for (Tab each : Tab.values()) {
            if (each.page != null) {
                html.raw("<a").attribute("href", site.link(each.page));
                html.raw(each == tab ? " aria-current=\"page\">" : ">").text(each.title);
                html.raw("</a>");
            }
        }
        html.raw("</nav><nav class=\"away\" aria-label=\"Web Console\"><a")
                .attribute("href", site.console())
                .raw(">Web Console</a><a")
                .attribute("href", site.console() + "/logout")
                .raw(">Log out</a></nav></header><main id=\"main\"")
                .attribute("data-token", site.token());
        if (live != null) {
            html.attribute("data-live", live.address()).attribute("data-structure", live.structure());
        }
        return html.raw("><p id=\"lost\" class=\"notice bad\" role=\"status\" hidden></p>")
                .raw(body.toString())
                .raw("</main></body></html>\n")
                .toString();
    }
}
