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

    /** The images that everybody finds, in order. */
    List<Image> global() {
        return List.copyOf(global);
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

    /** What a symbol is for an image, or {@code null}. */
    Definition find(String symbol, Image image) {
        boolean closing = image.state == Image.State.CLOSING;
        Definition found = image.deep ? find(symbol, image.tree(), closing) : null;
        if (found == null) {
            found = find(symbol, global, closing);
        }
        if (found == null && image.root.state != Image.State.GONE) {
            found = find(symbol, image.root.tree(), closing);
        }
        if (found == null && image.root != image) {
            found = find(symbol, image.tree(), closing);
        }
        return found != null ? found : isolated(symbol);
    }

    /** What a symbol is in the first of these that defines it, or {@code null}. */
    static Definition find(String symbol, Collection<Image> images) {
        return find(symbol, images, true);
    }

    /** What is on its way out serves only those that go with it: those that are {@code closing}. */
    private static Definition find(String symbol, Collection<Image> images, boolean closing) {
        for (Image image : images) {
            Definition definition = image.define(symbol);
            if (definition != null && (closing || image.state != Image.State.CLOSING)) {
                return definition;
            }
        }
        return null;
    }

    /** What a symbol is in what comes after an image, or {@code null}. */
    Definition findAfter(String symbol, Image image) {
        Set<Image> scope = new LinkedHashSet<>(image.deep ? image.tree() : List.of());
        scope.addAll(global);
        scope.addAll(image.root.tree());
        scope.addAll(image.tree());
        List<Image> ordered = List.copyOf(scope);
        Definition found = find(symbol, ordered.subList(ordered.indexOf(image) + 1, ordered.size()), false);
        return found != null ? found : isolated(symbol);
    }

    private Definition isolated(String symbol) {
        Surroundings.Isolated found = surroundings.isolated(symbol);
        return found == null ? null : new Definition.Tagged(found.taggedIndex(), found.function());
    }
}
