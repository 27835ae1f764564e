package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.ValueType;
import java.util.Map;

/** The imports of a library that is about to be instantiated: a share of the program, cells, and functions. */
final class ImageImports implements Imports {

    private static final GlobalType CELL = new GlobalType(ValueType.I32, true);
    private static final GlobalType BASE = new GlobalType(ValueType.I32, false);

    private final LinkSpace space;
    private final Image image;
    private final Map<ImportType, Definition> bound;

    ImageImports(LinkSpace space, Image image, Map<ImportType, Definition> bound) {
        this.space = space;
        this.image = image;
        this.bound = bound;
    }

    @Override
    public ExternalValue resolve(ImportType wanted) {
        if (wanted.type() instanceof ExternalType.Func func) {
            return function(wanted, func);
        }
        if (wanted.type() instanceof ExternalType.Tag) {
            return tag(wanted);
        }
        return switch (wanted.module()) {
            case Binder.GOT_MEMORY -> cell(false, wanted.name());
            case Binder.GOT_FUNCTION -> cell(true, wanted.name());
            default -> share(wanted.name());
        };
    }

    @Override
    public String own(ImportType wanted) {
        return bound.get(wanted) instanceof Definition.Exported exported && exported.image() == image
                ? exported.symbol()
                : null;
    }

    @Override
    public Tag tag(ExportType export) {
        return space.tags().own(export, image);
    }

    private Tag tag(ImportType wanted) {
        Image owner = space.scope().findTagOwner(wanted.name(), image);
        Tag tag = space.tags().of(wanted, owner);
        if (owner != null && owner != image && owner != space.program() && !SharedTags.isOfC(wanted)) {
            image.bound.add(owner);
        }
        return tag;
    }

    private ExternalValue function(ImportType wanted, ExternalType.Func func) {
        Definition definition = bound.get(wanted);
        if (definition instanceof Definition.Exported exported) {
            if (exported.image() == image) {
                return null;
            }
            if (exported.image().instance == null) {
                // It needs this one as this one needs it.
                return space.late().stub(image, wanted, func.type());
            }
        }
        return definition == null
                ? space.late().stub(image, wanted, func.type())
                : space.symbols().function(definition, image);
    }

    private Global cell(boolean function, String symbol) {
        Global global = space.engine().global(CELL, 0);
        image.cells.add(new Image.Cell(function, symbol, global));
        return global;
    }

    private ExternalValue share(String name) {
        return switch (name) {
            case "memory" -> space.ports().memory();
            case Ports.TABLE -> space.ports().table();
            case Ports.STACK_POINTER -> space.ports().stackPointer();
            case Binder.MEMORY_BASE -> space.engine().global(BASE, (int) image.memoryBase);
            case Binder.TABLE_BASE -> space.engine().global(BASE, image.tableBase);
            default -> null;
        };
    }
}
