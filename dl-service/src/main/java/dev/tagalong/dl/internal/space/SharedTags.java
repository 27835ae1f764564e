package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ImportType;
import java.util.HashMap;
import java.util.Map;

/**
 * The tags of exceptions that the modules of a space share, so that one catches what another throws. A tag is the program's,
 * or that of a library that has been loaded; those of C and C++, which no module need define, the space makes. Used by the
 * thread that runs the program.
 */
final class SharedTags {

    private final Engine engine;
    private final Image program;
    private final Map<ImportType, Tag> made = new HashMap<>();

    SharedTags(Engine engine, Image program) {
        this.engine = engine;
        this.program = program;
    }

    /**
     * The tag that an import of an image is bound to.
     *
     * @throws DlException if there is none, or it is of another type
     */
    Tag of(ImportType wanted, Image image) {
        Tag tag = find(wanted, image);
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
     * Looks whether there will be a tag for an import of an image, which may be loaded together with the one that has it.
     *
     * @throws DlException if not
     */
    void check(ImportType wanted, Image image) {
        for (Image other : image.tree()) {
            if (other != image && other.instance == null && exports(other, wanted)) {
                return;
            }
        }
        of(wanted, image);
    }

    private static boolean exports(Image image, ImportType wanted) {
        return image.object.module().exports().stream()
                .anyMatch(e -> e.name().equals(wanted.name()) && e.type().equals(wanted.type()));
    }

    private Tag find(ImportType wanted, Image image) {
        Tag defined = of(program, wanted.name());
        if (defined != null) {
            return defined;
        }
        for (Image other : image.tree()) {
            Tag tag = other == image ? null : of(other, wanted.name());
            if (tag != null) {
                image.bound.add(other);
                return tag;
            }
        }
        return OwnImports.isTag(wanted) ? made.computeIfAbsent(wanted, this::make) : null;
    }

    private Tag make(ImportType wanted) {
        return engine.tag(((ExternalType.Tag) wanted.type()).type());
    }

    private static Tag of(Image image, String name) {
        if (image.instance == null) {
            return null;
        }
        return image.instance.export(name) instanceof Tag exported
                ? exported
                : image.instance.attachment(OwnImports.class, OwnImports::new).get(name) instanceof Tag own
                        ? own
                        : null;
    }
}
