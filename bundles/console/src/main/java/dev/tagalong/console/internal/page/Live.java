package dev.tagalong.console.internal.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a page says anew of itself every few seconds: texts of single cells, numbers for charts, and a structure. When that has
 * changed, the page has other rows or parts than it had and is to be read again.
 */
public final class Live {

    private final String address;
    private final StringBuilder structure = new StringBuilder();
    private final Map<String, String> cells = new LinkedHashMap<>();
    private final Map<String, Number> series = new TreeMap<>();

    Live(String address) {
        this.address = address;
    }

    String address() {
        return address;
    }

    /** A part of what the page's form depends on. */
    void structure(Object part) {
        structure.append(part).append('\n');
    }

    String structure() {
        return Integer.toHexString(structure.toString().hashCode());
    }

    /** A cell's text: written into the page, and told anew later. */
    void cell(Html html, String element, String key, String text) {
        cells.put(key, text);
        html.raw("<")
                .raw(element)
                .attribute("data-cell", key)
                .raw(">")
                .text(text)
                .raw("</")
                .raw(element)
                .raw(">");
    }

    /** A number of a chart. */
    void number(String name, Number value) {
        series.put(name, value);
    }

    /** All of it. */
    String json() {
        return Json.of(
                Map.of("structure", structure(), "cells", cells, "series", series, "time", System.currentTimeMillis()));
    }
}
