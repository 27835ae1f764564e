package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.FunctionType;

/**
 * What symbols mean in a space: the definition that an image finds, the number by which code knows it, the function that a
 * call of it reaches. Used by the thread that runs the program.
 */
final class Symbols {

    private final LinkSpace space;

    Symbols(LinkSpace space) {
        this.space = space;
    }

    /** What a symbol is for an image, or {@code null}. */
    Definition find(String symbol, Image image) {
        return space.scope().find(symbol, image);
    }

    /**
     * What an image finds as a function, or as what is not one, or {@code null}.
     *
     * @param type the type that it wants, by which a function of the host is chosen; {@code null} if any will do
     */
    Definition findFunction(Image image, String symbol, FunctionType type) {
        Function exit = image.object == null ? null : Exits.of(space.engine(), image, symbol);
        if (exit != null) {
            return new Definition.Host(exit, image);
        }
        Definition found = find(symbol, image);
        return found != null ? found : host(image, Binder.ENV, symbol, type);
    }

    /** A function of the host, of a type if there is one of that, or {@code null}. */
    Definition host(Image image, String module, String name, FunctionType type) {
        Function function = image.object == null
                ? space.surroundings().host(module, name, type)
                : image.object.host(module, name, type);
        return function == null ? null : new Definition.Host(function, space.program());
    }

    /** The number by which code knows a symbol. */
    int value(Definition definition) {
        if (definition instanceof Definition.Tagged tagged) {
            return tagged.taggedIndex();
        }
        if (definition instanceof Definition.Host host) {
            return slot(host.function(), host.image());
        }
        Definition.Exported exported = (Definition.Exported) definition;
        if (exported.image().instance == null) {
            throw new DlException(exported.image().label + " is still being loaded");
        }
        return definition.isFunction()
                ? slot(exported.function(), exported.image())
                : exported.image().address(exported.symbol());
    }

    private int slot(Function function, Image definedBy) {
        int slot = space.slots().find(function);
        if (slot < 0) {
            slot = space.takeSlots(definedBy, 1, 1);
            space.slots().put(slot, function);
        }
        return slot;
    }

    /** The function of a definition; the image that wants it depends on the one that has it. */
    Function function(Definition definition, Image wantedBy) {
        depend(wantedBy, definition);
        if (definition instanceof Definition.Exported exported) {
            return exported.function();
        }
        return definition instanceof Definition.Host host
                ? host.function()
                : IsolatedCall.of(space.engine(), (Definition.Tagged) definition);
    }

    /** Takes note that an image uses what another defines, and keeps it loaded. */
    void depend(Image image, Definition used) {
        if (used instanceof Definition.Exported exported
                && exported.image() != image
                && exported.image() != space.program()) {
            image.bound.add(exported.image());
        }
    }
}
