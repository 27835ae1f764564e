package dev.tagalong.dl.internal.extender;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.packaging.ModuleDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Version;

/**
 * Parses the manifest header {@code Wasm-Module}, in the syntax that OSGi headers share (OSGi Core 8, section 1.3.2):
 *
 * <pre>
 * Wasm-Module ::= clause ( ',' clause )*
 * clause      ::= path ( ';' parameter )*
 * path        ::= argument              an entry of the bundle; '/' separates its parts, a leading one is ignored
 * parameter   ::= 'name' '=' argument   the name that dlopen finds; default: the path's last part
 *               | 'version' [ ':Version' ] '=' argument   an OSGi version; default: the bundle's
 * argument    ::= any characters but quotes, ',', ';'   | '"' ( character | '\' character )* '"'
 * </pre>
 *
 * White space around tokens has no meaning. A clause that does not follow the grammar spoils only itself: it comes back
 * with an error, and the next clause begins at the next comma outside quotes.
 */
final class ModuleHeader {

    /** The header's name. */
    static final String NAME = "Wasm-Module";

    /** A manifest can have any size; what it says of modules is a few kilobytes. */
    private static final int LONGEST = 1 << 20;

    private static final int LONGEST_TEXT = 200;

    private ModuleHeader() {}

    /** The clauses of a header's value, in order; a header that is too long is one clause with an error. */
    static List<ModuleClause> parse(String value) {
        if (value.length() > LONGEST) {
            String error = NAME + " has " + value.length() + " characters, at most " + LONGEST + " are read";
            return List.of(new ModuleClause(null, shortened(value), null, null, error));
        }
        return split(value, ',').stream().map(ModuleHeader::clause).toList();
    }

    private static String shortened(String text) {
        String stripped = text.strip();
        return stripped.length() > LONGEST_TEXT ? stripped.substring(0, LONGEST_TEXT) + "..." : stripped;
    }

    private static ModuleClause clause(String text) {
        String path = null;
        String name = null;
        try {
            List<String> parts = split(text, ';');
            path = path(argument(parts.get(0)));
            name = path.substring(path.lastIndexOf('/') + 1);
            Map<String, String> parameters = parameters(parts.subList(1, parts.size()));
            name = name(parameters.getOrDefault("name", name));
            return new ModuleClause(path, name, version(parameters.get("version")), parameters.get("snapshot"), null);
        } catch (BadClauseException e) {
            String guess = shortened(name != null ? name : text);
            return new ModuleClause(
                    null,
                    guess,
                    null,
                    null,
                    "bad clause '" + shortened(text) + "' in " + NAME + ": " + shortened(e.getMessage()));
        }
    }

    private static String path(String text) throws BadClauseException {
        String path = text.startsWith("/") ? text.substring(1) : text;
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new BadClauseException("not a path in the bundle: '" + text + "'");
            }
        }
        return path;
    }

    private static Map<String, String> parameters(List<String> texts) throws BadClauseException {
        Map<String, String> values = new HashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new BadClauseException("'" + text.strip() + "' is not of the form attribute=value");
            }
            String key = text.substring(0, equals).strip();
            String known = switch (key) {
                case "name" -> "name";
                case "version", "version:Version" -> "version";
                case "snapshot" -> "snapshot";
                default ->
                    throw new BadClauseException(
                            "unknown attribute '" + key + "'; there are name, version and snapshot");
            };
            if (values.put(known, argument(text.substring(equals + 1))) != null) {
                throw new BadClauseException("attribute " + known + " is given twice");
            }
        }
        return values;
    }

    private static String name(String text) throws BadClauseException {
        try {
            ModuleDescription.checkName(text);
            return text;
        } catch (DlException e) {
            throw new BadClauseException(e.getMessage());
        }
    }

    private static Version version(String text) throws BadClauseException {
        try {
            return text == null ? null : Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw new BadClauseException("not an OSGi version: '" + text + "'");
        }
    }

    /** The value of a bare or quoted argument. */
    private static String argument(String raw) throws BadClauseException {
        String text = raw.strip();
        if (!text.startsWith("\"")) {
            if (text.indexOf('"') >= 0) {
                throw new BadClauseException("a quote inside '" + text + "'");
            }
            return text;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (i != text.length() - 1) {
                    throw new BadClauseException("text after the closing quote in " + text);
                }
                return value.toString();
            }
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
            }
            value.append(c);
        }
        throw new BadClauseException("no closing quote in " + text);
    }

    /** The parts of {@code text} between separators that stand outside quotes; always at least one. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static final class BadClauseException extends Exception {
        BadClauseException(String message) {
            super(message);
        }
    }
}
