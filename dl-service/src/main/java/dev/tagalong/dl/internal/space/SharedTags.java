package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ImportType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tags of exceptions that the modules of a space share, so that one catches what another throws. Of each of those of C and
 * C++ there is one for all, whoever defines it: run-time libraries define them, and a space may have several of these, or none.
 * Any other tag is that of the module in which an import finds it. Used by the thread that runs the program.
 */
final class SharedTags {

    /** The tags of C++ exceptions and of {@code longjmp}, as compilers of C and C++ name them. */
    private static final Set<String> OF_C = Set.of("__cpp_exception", "__c_longjmp");

    private final Engine engine;
    private final TagOwner program;
    private final Map<ExportType, Tag> made = new HashMap<>();

    SharedTags(Engine engine, TagOwner program) {
        this.engine = engine;
        this.program = program;
    }

    /** Whether an import is of a tag of C or C++, which no module need define. */
    static boolean isOfC(ImportType wanted) {
        return wanted.type() instanceof ExternalType.Tag
                && wanted.module().equals("env")
                && OF_C.contains(wanted.name());
    }

    /**
     * Sees that there is a tag for an import, or will be.
     *
     * @param owner the module in which the import finds it, or {@code null}
     * @throws DlException if there is none, or it is of another type
     */
    void check(ImportType wanted, TagOwner owner) {
        ExternalType found = isOfC(wanted) ? typeOfC(wanted) : owner == null ? null : owner.tagType(wanted.name());
        if (found == null) {
            throw new DlException("undefined symbol: " + wanted.name() + " (" + wanted.type() + ")");
        }
        if (!found.equals(wanted.type())) {
            throw new DlException("symbol " + wanted.name() + " is wanted as " + wanted.type() + ", and is " + found);
        }
    }

    private ExternalType typeOfC(ImportType wanted) {
        Tag defined = program.tag(wanted.name());
        return defined == null ? wanted.type() : defined.externalType();
    }

    /**
     * The tag that an import is bound to.
     *
     * @param owner the module in which the import finds it, or {@code null}
     * @throws DlException if there is none, or it is of another type
     */
    Tag of(ImportType wanted, TagOwner owner) {
        check(wanted, owner);
        ExportType tag = new ExportType(wanted.name(), wanted.type());
        if (isOfC(wanted)) {
            return ofC(tag);
        }
        Tag there = owner.tag(wanted.name());
        return there != null ? there : owner.tagsAhead().computeIfAbsent(tag.name(), name -> make(tag));
    }

    /** The tag that one of a module's own is to be; {@code null} for a new one. */
    Tag own(ExportType tag, TagOwner owner) {
        return OF_C.contains(tag.name()) ? ofC(tag) : owner.tagsAhead().get(tag.name());
    }

    private Tag ofC(ExportType tag) {
        Tag defined = program.tag(tag.name());
        return defined != null && defined.externalType().equals(tag.type())
                ? defined
                : made.computeIfAbsent(tag, this::make);
    }

    private Tag make(ExportType tag) {
        return engine.tag(((ExternalType.Tag) tag.type()).type());
    }
}
