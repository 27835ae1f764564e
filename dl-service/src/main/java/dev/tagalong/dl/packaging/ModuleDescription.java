package dev.tagalong.dl.packaging;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.EntryPoint;
import dev.tagalong.dl.internal.dylink.Dylink;
import dev.tagalong.dl.internal.dylink.DylinkReader;
import dev.tagalong.runtime.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.framework.Version;

/**
 * A module as the manifest of its bundle describes it: a clause of the header {@code Wasm-Module}, a capability that other
 * bundles can require, and what it requires of others. Immutable.
 *
 * @param path its entry in the bundle
 * @param name the name that {@code dlopen} finds it under: 1 to 1,024 characters, no semicolon, no control character
 * @param version its version
 * @param kind what it can be used for
 * @param needed the names of the modules that it needs, in their order
 * @param service what OSGi service it is, or {@code null} if it is none
 */
public record ModuleDescription(
        String path, String name, Version version, Kind kind, List<String> needed, ServiceDescription service) {

    /** The namespace of the capability and the requirements, and the attribute with the name. */
    public static final String NAMESPACE = "tagalong.module";

    /** What a module can be used for. */
    public enum Kind {
        /**
         * It has an {@link EntryPoint}. A position-independent module is one only with {@code _start}: libraries may well have a
         * function {@code main}.
         */
        PROGRAM,
        /** It is opened, and has a memory of its own. */
        LIBRARY,
        /** It is opened, and placed into the memory of the program that opens it. */
        SHARED
    }

    private static final int LONGEST_NAME = 1024;

    /**
     * Checks the names and copies the list.
     *
     * @throws DlException if a name or the path has characters that a manifest cannot have
     */
    public ModuleDescription {
        checkName(name);
        ManifestText.quote(ManifestText.value("the name of a module", name));
        ManifestText.quote(ManifestText.value("the path of a module", path));
        needed = List.copyOf(needed);
        needed.forEach(library -> ManifestText.value("the name of a needed library", library));
    }

    /** A module that is no service. */
    public ModuleDescription(String path, String name, Version version, Kind kind, List<String> needed) {
        this(path, name, version, kind, needed, null);
    }

    /**
     * Checks a name for modules: a semicolon ends it where {@code dlopen} is asked for a version, and control characters
     * would end a line of the manifest.
     *
     * @throws DlException if a name cannot be one
     */
    public static void checkName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new DlException("a name has 1 to " + LONGEST_NAME + " characters, not " + name.length());
        }
        if (name.indexOf(';') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            throw new DlException("a name has no semicolons or control characters");
        }
    }

    /** With another {@link #service()}. */
    public ModuleDescription withService(ServiceDescription other) {
        return new ModuleDescription(path, name, version, kind, needed, other);
    }

    /**
     * Describes a module by what it says of itself.
     *
     * @throws DlException if a section {@code dylink.0} or {@code dylink} is malformed
     */
    public static ModuleDescription of(Module module, String path, String name, Version version) {
        Optional<Dylink> dylink = DylinkReader.read(module);
        List<String> needed = dylink.map(Dylink::needed).orElse(List.of());
        return new ModuleDescription(path, name, version, kind(module, dylink.isPresent()), needed);
    }

    /**
     * Whether a module is placed into the memory of the program that opens it. A section {@code dylink.0} alone does not make it
     * that: emscripten's main modules have one, and a place of their own.
     *
     * @throws DlException if a section {@code dylink.0} or {@code dylink} is malformed
     */
    public static boolean positionIndependent(Module module) {
        return DylinkReader.read(module).isPresent();
    }

    private static Kind kind(Module module, boolean shared) {
        boolean entered = EntryPoint.of(module)
                .filter(entry -> !shared || entry.name().equals(EntryPoint.START))
                .isPresent();
        return entered ? Kind.PROGRAM : shared ? Kind.SHARED : Kind.LIBRARY;
    }

    /** Its clause of the header {@code Wasm-Module}. */
    public String clause() {
        return ManifestText.quote(path) + ";name=" + ManifestText.quote(name) + ";version="
                + ManifestText.quote(version.toString());
    }

    /** The capability in its own namespace. */
    public String capability() {
        return NAMESPACE + ";" + NAMESPACE + "=" + ManifestText.quote(name) + ";version:Version="
                + ManifestText.quote(version.toString())
                + ";kind=" + ManifestText.quote(kind.name().toLowerCase(Locale.ROOT))
                + (service == null ? "" : service.attributes());
    }

    /** Its clauses of the header {@code Provide-Capability}: {@link #capability()}, and that of the service that it is. */
    public List<String> capabilities() {
        return service == null ? List.of(capability()) : List.of(capability(), service.capability());
    }

    /**
     * Its clauses of the header {@code Require-Capability}, without that for the linker. There is none for a name with characters that
     * have a meaning in filters: such a library is looked for when the module is opened.
     */
    public List<String> requirements() {
        List<String> clauses = new ArrayList<>();
        for (String library : needed) {
            if (!ManifestText.fitsFilter(library)) {
                continue;
            }
            clauses.add(NAMESPACE + ";filter:=" + ManifestText.quote("(" + NAMESPACE + "=" + library + ")"));
        }
        return clauses;
    }
}
