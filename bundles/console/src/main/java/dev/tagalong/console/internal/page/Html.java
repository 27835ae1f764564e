package dev.tagalong.console.internal.page;

/**
 * HTML as it is written: markup that we wrote, and text that is escaped. Names of modules and symbols, and texts of traps, come
 * from modules: any of them may be hostile.
 */
final class Html {

    private final StringBuilder out = new StringBuilder();

    /** Markup as it is. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Text, for an element's content or an attribute in double quotes. */
    Html text(Object value) {
        String text = String.valueOf(value);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return this;
    }

    /** An attribute, with the space before it. */
    Html attribute(String name, Object value) {
        return raw(" ").raw(name).raw("=\"").text(value).raw("\"");
    }

    /** An element with text. */
    Html element(String name, Object text) {
        return raw("<").raw(name).raw(">").text(text).raw("</").raw(name).raw(">");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
