package dev.tagalong.dl.packaging;

import dev.tagalong.dl.DlException;

/** Texts that come from modules and files, as manifests of bundles write them. */
final class ManifestText {

    private ManifestText() {}

    /**
     * A value that can be written into a manifest: a line's end would begin another header.
     *
     * @throws DlException if it cannot
     */
    static String value(String what, String value) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                throw new DlException(String.format(
                        "%s has no control characters and no halves of characters: there is U+%04X at %d", what, c, i));
            }
            i += Character.charCount(c);
        }
        return value;
    }

    /**
     * A value as headers quote it. One that would need escapes cannot be: OSGi Core 8 has them in section 1.3.2, but Felix leaves them as
     * they are, so that each framework would read another value.
     *
     * @throws DlException if it has a quotation mark or a backslash
     */
    static String quote(String value) {
        if (value.indexOf('"') >= 0 || value.indexOf('\\') >= 0) {
            throw new DlException("no quotation mark and no backslash can stand in a bundle's manifest: " + value);
        }
        return '"' + value + '"';
    }

    /**
     * Whether a requirement can ask for a name. What has a meaning in filters is escaped by a backslash there, and no manifest can have
     * one that all frameworks read alike.
     */
    static boolean fitsFilter(String name) {
        return name.chars().noneMatch(c -> "\\\"*()".indexOf(c) >= 0);
    }
}
