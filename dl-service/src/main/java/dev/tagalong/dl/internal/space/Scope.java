package dev.tagalong.dl.internal.space;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where symbols are looked for, in POSIX's order: the program; the libraries that were opened with RTLD_GLOBAL, in the order
 * in which they became global; the tree of the library with which the asking one was loaded, breadth first; its own tree.
 * Then the isolated libraries that the program has opened with RTLD_GLOBAL.
 */
final class Scope {

    private final Surroundings surroundings;

    /** The images that everybody finds, the program first. */
    private final List<Image> global = new ArrayList<>();

    Scope(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Lets everybody find these images' symbols from now on; those whose symbols were not found by everybody before. */
    List<Image> publish(Collection<Image> images) {
        List<Image> fresh = new ArrayList<>();
        for (Image image : images) {
            if (!image.global) {
                image.global = true;
                global.add(image);
                fresh.add(image);
            }
        }
        return fresh;
    }

    /** Takes an image out. */
    void withdraw(Image image) {
        image.global = false;
        global.remove(image);
    }

    /** The images in which one finds its symbols, in order. */
    Collection<Image> of(Image image) {
        Set<Image> scope = new LinkedHashSet<>();
        if (image.deep) {
            scope.addAll(image.tree());
        }
        scope.addAll(global);
        if (image.root.state != Image.State.GONE) {
            scope.addAll(image.root.tree());
        }
        scope.addAll(image.tree());
        if (image.state != Image.State.CLOSING) {
            // What is on its way out serves only those that go with it.
            scope.removeIf(other -> other.state == Image.State.CLOSING);
        }
        return scope;
    }

    /** What a symbol is for an image, or {@code null}. */
    Definition find(String symbol, Image image) {
        Definition found = find(symbol, of(image));
        return found != null ? found : isolated(symbol);
    }

    /** What a symbol is in the first of these that defines it, or {@code null}. */
    static Definition find(String symbol, Collection<Image> images) {
        for (Image image : images) {
            Definition definition = image.define(symbol);
            if (definition != null) {
                return definition;
            }
        }
        return null;
    }

    /** What a symbol is in what comes after an image, or {@code null}. */
    Definition findAfter(String symbol, Image image) {
        List<Image> scope = List.copyOf(of(image));
        Definition found = find(symbol, scope.subList(scope.indexOf(image) + 1, scope.size()));
        return found != null ? found : isolated(symbol);
    }

    private Definition isolated(String symbol) {
        Surroundings.Isolated found = surroundings.isolated(symbol);
        return found == null ? null : new Definition.Tagged(found.taggedIndex(), found.function());
    }
}
