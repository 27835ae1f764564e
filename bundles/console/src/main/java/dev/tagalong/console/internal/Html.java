package dev.tagalong.console.internal;

/** Text in HTML. Names of modules and symbols, and texts of traps, come from modules: any of them may be hostile. */
final class Html {

    private Html() {}

    /** The text for an element's content or a quoted attribute. */
    static String escape(Object value) {
        String text = String.valueOf(value);
        StringBuilder escaped = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                // The Web Console replaces ${name} in what plugins write.
                case '$' -> escaped.append("&#36;");
                default -> escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
