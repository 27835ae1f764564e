package dev.tagalong.console.internal.page;

import java.util.Map;
import java.util.StringJoiner;

/** Maps, texts, numbers, booleans and nulls as JSON (RFC 8259). */
public final class Json {

    private static final int FIRST_PRINTABLE = 0x20;

    private Json() {}

    /** A value as text. */
    public static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            StringJoiner members = new StringJoiner(",", "{", "}");
            map.forEach((k, v) -> members.add(string(String.valueOf(k)) + ":" + of(v)));
            return members.toString();
        }
        if (value instanceof Iterable<?> list) {
            StringJoiner elements = new StringJoiner(",", "[", "]");
            list.forEach(e -> elements.add(of(e)));
            return elements.toString();
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return String.valueOf(value);
        }
        return string(value.toString());
    }

    private static String string(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE || c == '<' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
