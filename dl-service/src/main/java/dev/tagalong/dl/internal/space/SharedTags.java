package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ImportType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The tags of exceptions that the modules of a space share, so that one catches what another throws. A tag is the program's,
 * or that of a library that has been loaded; those of C and C++, which no module need define, the space makes. Used by the
 * thread that runs the program.
 */
final class SharedTags {

    /** The tags of C++ exceptions and of {@code longjmp}, as compilers of C and C++ import them. */
    private static final Set<String> OF_C = Set.of("__cpp_exception", "__c_longjmp");

    private final Engine engine;
    private final TagOwner program;
    private final Map<ImportType, Tag> made = new HashMap<>();

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
     * The tag that an import is bound to.
     *
     * @param needs those whose tags come after the program's, in order
     * @param bind takes the one of these whose tag it is
     * @throws DlException if there is none, or it is of another type
     */
    <T extends TagOwner> Tag of(ImportType wanted, List<T> needs, Consumer<T> bind) {
        Tag tag = find(wanted, needs, bind);
        if (tag == null) {
            throw new DlException("undefined symbol: " + wanted.name() + " (" + wanted.type() + ")");
        }
        if (!tag.externalType().equals(wanted.type())) {
            throw new DlException(
                    "symbol " + wanted.name() + " is wanted as " + wanted.type() + ", and is " + tag.externalType());
        }
        return tag;
    }

    /**
     * Looks whether there will be a tag for an import of a module, which may be loaded together with the one that has it.
     *
     * @throws DlException if not
     */
    <T extends TagOwner> void check(ImportType wanted, List<T> needs, Consumer<T> bind) {
        if (needs.stream().noneMatch(owner -> owner.willExport(wanted))) {
            of(wanted, needs, bind);
        }
    }

    private <T extends TagOwner> Tag find(ImportType wanted, List<T> needs, Consumer<T> bind) {
        Tag defined = program.tag(wanted.name());
        if (defined != null) {
            return defined;
        }
        for (T owner : needs) {
            Tag tag = owner.tag(wanted.name());
            if (tag != null) {
                bind.accept(owner);
                return tag;
            }
        }
        return isOfC(wanted) ? made.computeIfAbsent(wanted, this::make) : null;
    }

    private Tag make(ImportType wanted) {
        return engine.tag(((ExternalType.Tag) wanted.type()).type());
    }
}
