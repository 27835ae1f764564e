package dev.tagalong.dl.packaging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/**
 * What the name of a module's file says: {@code app-1.2.0.wasm} is version 1.2.0 of {@code app.wasm}. A version has at least
 * two numbers, so that {@code clang-22.wasm} is a name; what follows the numbers becomes an OSGi qualifier.
 *
 * @param name the name that {@code dlopen} finds the module under; it ends with {@code .wasm}, in the file name's letter case
 * @param version the version, or {@code null} if the file name has none
 */
public record ModuleFileName(String name, Version version) {

    /** How the names of such files end. */
    public static final String SUFFIX = ".wasm";

    private static final Pattern VERSIONED =
            Pattern.compile("(.+?)-(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?(?:[.+-]([\\w.+-]+))?");

    /** Whether a file name, without directories, is that of a module: letter case means nothing to some file systems. */
    public static boolean isModule(String fileName) {
        int stem = fileName.length() - SUFFIX.length();
        return stem > 0 && fileName.regionMatches(true, stem, SUFFIX, 0, SUFFIX.length());
    }

    /**
     * Takes a file name apart.
     *
     * @param fileName without directories
     * @throws IllegalArgumentException if it does not end with {@code .wasm}, or has nothing before that
     */
    public static ModuleFileName of(String fileName) {
        if (!isModule(fileName)) {
            throw new IllegalArgumentException("not the name of a .wasm file: '" + fileName + "'");
        }
        int stem = fileName.length() - SUFFIX.length();
        Matcher versioned = VERSIONED.matcher(fileName.substring(0, stem));
        if (!versioned.matches()) {
            return new ModuleFileName(fileName, null);
        }
        return new ModuleFileName(
                versioned.group(1) + fileName.substring(stem),
                new Version(
                        Integer.parseInt(versioned.group(2)),
                        Integer.parseInt(versioned.group(3)),
                        versioned.group(4) == null ? 0 : Integer.parseInt(versioned.group(4)),
                        versioned.group(5) == null ? "" : versioned.group(5).replaceAll("[^\\w-]", "_")));
    }

    /** The name without its ending. */
    public String stem() {
        return isModule(name) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }
}
