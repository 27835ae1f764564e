package dev.tagalong.dl.internal.dylink;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ExternalType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the sections {@code dylink.0} and {@code dylink}. Pure; time and memory stay in proportion to the section.
 *
 * <p>The newer one is made of sub-sections: a type, a length and that many bytes. Those of unknown types are skipped, as
 * linkers write more than is documented (type 6, the target's name, is in many files). A sub-section that is there twice
 * says no more than the first, which is refused as the mistake that it is.
 */
public final class DylinkReader {

    private static final String PRESENT = "dylink.0";
    private static final String LEGACY = "dylink";

    private static final int MEMORY_INFO = 1;
    private static final int NEEDED = 2;
    private static final int EXPORT_INFO = 3;
    private static final int IMPORT_INFO = 4;
    private static final int RUNTIME_PATH = 5;

    /** The sub-sections that may be there once only. */
    private static final Set<Integer> KNOWN = Set.of(MEMORY_INFO, NEEDED, EXPORT_INFO, IMPORT_INFO, RUNTIME_PATH);

    private static final String TABLE = "__indirect_function_table";

    private static final int LARGEST_ALIGNMENT = 31;

    /** Magic number and version, the section's id, and the lengths of section and name in up to five bytes each. */
    private static final int LARGEST_PREFIX = 8 + 1 + 5 + 5;

    private long memorySize;
    private int memoryAlignment;
    private long tableSize;
    private int tableAlignment;
    private List<String> needed = List.of();
    private List<String> runtimePath = List.of();
    private final Map<String, Integer> exports = new HashMap<>();
    private final Map<Dylink.Import, Integer> imports = new HashMap<>();

    private DylinkReader() {}

    /**
     * What a module says.
     *
     * @return nothing if it has neither section: then it has a memory of its own; nor if it has a place of its own all the
     *     same, as emscripten's main modules of today, which carry the section and bring the table with them
     * @throws DlException if a section does not follow its format; the text names section and byte offset
     */
    public static Optional<Dylink> read(Module module) {
        return section(module).filter(dylink -> !bringsTable(module));
    }

    /**
     * What a module says, also one that has a place of its own.
     *
     * @throws DlException as {@link #read}
     */
    public static Optional<Dylink> section(Module module) {
        for (String name : List.of(PRESENT, LEGACY)) {
            List<Module.CustomSection> sections = module.customSections().stream()
                    .filter(section -> section.name().equals(name))
                    .toList();
            if (sections.size() > 1) {
                throw new SectionBytes(sections.get(1)).wrong("the section is there twice");
            }
            if (!sections.isEmpty()) {
                expectFirst(module, sections.get(0));
                return Optional.of(new DylinkReader().read(sections.get(0)));
            }
        }
        return Optional.empty();
    }

    private static boolean bringsTable(Module module) {
        boolean imports = module.imports().stream().anyMatch(i -> i.type() instanceof ExternalType.Table);
        return !imports
                && module.exports().stream()
                        .anyMatch(e -> e.name().equals(TABLE) && e.type() instanceof ExternalType.Table);
    }

    /** Both have to come before all other sections: who reads a file needs to know early how to read the rest. */
    private static void expectFirst(Module module, Module.CustomSection section) {
        boolean later = section.offset() > LARGEST_PREFIX + section.name().length()
                || !module.customSections().get(0).equals(section);
        if (later) {
            throw new SectionBytes(section).wrong("it is not the module's first section");
        }
    }

    private Dylink read(Module.CustomSection section) {
        SectionBytes in = new SectionBytes(section);
        if (section.name().equals(LEGACY)) {
            memoryInfo(in);
            needed = names(in);
            in.expectEnd();
        } else {
            subsections(in);
        }
        return new Dylink(
                memorySize, memoryAlignment, tableSize, tableAlignment, needed, exports, imports, runtimePath);
    }

    private void subsections(SectionBytes in) {
        Set<Integer> seen = new LinkedHashSet<>();
        while (!in.atEnd()) {
            int type = in.u8("a sub-section's type");
            if (KNOWN.contains(type) && !seen.add(type)) {
                throw in.wrong("sub-section " + type + " is there twice");
            }
            SectionBytes contents = in.part("sub-section " + type);
            switch (type) {
                case MEMORY_INFO -> memoryInfo(contents);
                case NEEDED -> needed = names(contents);
                case EXPORT_INFO -> exportInfo(contents);
                case IMPORT_INFO -> importInfo(contents);
                case RUNTIME_PATH -> runtimePath = names(contents);
                default -> contents.skip();
            }
            contents.expectEnd();
        }
    }

    private void memoryInfo(SectionBytes in) {
        memorySize = in.u32("the memory size");
        memoryAlignment = alignment(in, "the memory's alignment");
        tableSize = in.u32("the table size");
        tableAlignment = alignment(in, "the table's alignment");
    }

    private static int alignment(SectionBytes in, String what) {
        long logarithm = in.u32(what);
        if (logarithm > LARGEST_ALIGNMENT) {
            throw in.wrong(what + " is 2 to the power of " + logarithm + ", more than there is memory");
        }
        return (int) logarithm;
    }

    private static List<String> names(SectionBytes in) {
        long count = in.u32("the number of names");
        List<String> names = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            names.add(in.name("a name"));
        }
        return names;
    }

    private void exportInfo(SectionBytes in) {
        long count = in.u32("the number of exports");
        for (long i = 0; i < count; i++) {
            String name = in.name("an export's name");
            exports.put(name, (int) in.u32("an export's flags"));
        }
    }

    private void importInfo(SectionBytes in) {
        long count = in.u32("the number of imports");
        for (long i = 0; i < count; i++) {
            String module = in.name("an import's module name");
            String name = in.name("an import's name");
            imports.put(new Dylink.Import(module, name), (int) in.u32("an import's flags"));
        }
    }
}
