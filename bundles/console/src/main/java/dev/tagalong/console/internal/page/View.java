package dev.tagalong.console.internal.page;

/**
 * A page as it is now.
 *
 * @param html the page
 * @param json what it says anew while it is shown
 */
public record View(String html, String json) {

    static View of(Site site, Frame.Tab tab, String title, Live live, Html body) {
        return new View(Frame.page(site, tab, title, live, body), live.json());
    }
}
