package dev.tagalong.dl.internal.resolve;

import dev.tagalong.runtime.text.PlainText;

/** Names that come from programs, made fit for messages. */
public final class Texts {

    private static final int LONGEST = 200;

    private Texts() {}

    /** A name in quotes, {@link #shorten shortened}. */
    public static String quote(String name) {
        return "'" + shorten(name) + "'";
    }

    /** A name of at most 200 characters, made {@link PlainText plain}; a longer one ends in three dots. */
    public static String shorten(String name) {
        return PlainText.of(name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...");
    }
}
