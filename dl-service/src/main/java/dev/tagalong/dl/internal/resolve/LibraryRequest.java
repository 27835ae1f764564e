package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.DlException;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * What {@code dlopen} is asked for: {@code name [ ';' 'version' '=' range ]}, the range as OSGi writes it, in double
 * quotes or bare. As everywhere in OSGi the range {@code 1.2} means 1.2 or higher.
 *
 * @param name the library's name
 * @param range the versions that will do, or {@code null} for any
 */
record LibraryRequest(String name, VersionRange range) {

    /**
     * Parses a request.
     *
     * @throws DlException if it does not follow the grammar
     */
    static LibraryRequest parse(String text) {
        int semicolon = text.indexOf(';');
        if (semicolon < 0) {
            return new LibraryRequest(text, null);
        }
        String parameter = text.substring(semicolon + 1);
        int equals = parameter.indexOf('=');
        if (equals < 0 || !parameter.substring(0, equals).strip().equals("version")) {
            throw new DlException(Texts.quote(text) + " is not a library name: only ;version=RANGE may follow a name");
        }
        String range = parameter.substring(equals + 1).strip();
        if (range.length() >= 2 && range.startsWith("\"") && range.endsWith("\"")) {
            range = range.substring(1, range.length() - 1);
        }
        try {
            return new LibraryRequest(text.substring(0, semicolon).strip(), VersionRange.valueOf(range));
        } catch (IllegalArgumentException e) {
            throw new DlException("not an OSGi version range in " + Texts.quote(text), e);
        }
    }

    /** Whether a version will do. */
    boolean accepts(Version version) {
        return range == null || range.includes(version);
    }
}
