package dev.tagalong.runtime.text;

/**
 * Names and texts that come from modules and programs, for people. A terminal obeys control characters, a log takes the end of a line
 * for the end of an entry, and some characters change the order in which others are shown: such characters become
 * <code>&#92;u{1b}</code>, their code points in hexadecimal digits.
 */
public final class PlainText {

    private PlainText() {}

    /**
     * A text of one line without characters that do something. A text that has none comes back as it is, so to do this twice does no
     * harm.
     *
     * @param text the text, or {@code null}
     */
    public static String of(String text) {
        return escaped(text, false);
    }

    /** As {@link #of}, but line feeds and tabs stay: for texts of several lines, whose parts went through {@link #of}. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean lines) {
        if (text == null) {
            return null;
        }
        int good = 0;
        while (good < text.length() && shown(text.codePointAt(good), lines)) {
            good += Character.charCount(text.codePointAt(good));
        }
        if (good == text.length()) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length() + 16).append(text, 0, good);
        text.substring(good).codePoints().forEach(c -> {
            if (shown(c, lines)) {
                plain.appendCodePoint(c);
            } else {
                plain.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return plain.toString();
    }

    private static boolean shown(int c, boolean lines) {
        if (lines && (c == '\n' || c == '\t')) {
            return true;
        }
        return switch (Character.getType(c)) {
            // C0, C1 and DEL; ends of lines and paragraphs; halves of characters.
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            // Directions, and what is not to be seen at all; joiners belong to scripts and to emoji.
            case Character.FORMAT -> c == 0x200c || c == 0x200d;
            default -> true;
        };
    }
}
