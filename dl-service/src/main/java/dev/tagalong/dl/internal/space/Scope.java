package dev.tagalong.dl.internal.space;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

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
        Definition found = search(image, other -> other.define(symbol));
        return found != null ? found : isolated(symbol);
    }

    /** The image whose tag of a name another image finds, or {@code null}. */
    Image findTagOwner(String name, Image image) {
        return search(image, other -> other.tagType(name) == null ? null : other);
    }

    private <T> T search(Image image, Function<Image, T> what) {
        boolean closing = image.state == Image.State.CLOSING;
        T found = image.deep ? first(image.tree(), closing, what) : null;
        if (found == null) {
            found = first(global, closing, what);
        }
        if (found == null && image.root.state != Image.State.GONE) {
            found = first(image.root.tree(), closing, what);
        }
        if (found == null && image.root != image) {
            found = first(image.tree(), closing, what);
        }
        return found;
    }

    /** What a symbol is in the first of these that defines it, or {@code null}. */
    static Definition find(String symbol, Collection<Image> images) {
        return first(images, true, image -> image.define(symbol));
    }

    /** What is on its way out serves only those that go with it: those that are {@code closing}. */
    private static <T> T first(Collection<Image> images, boolean closing, Function<Image, T> what) {
        for (Image image : images) {
            T found = what.apply(image);
            if (found != null && (closing || image.state != Image.State.CLOSING)) {
                return found;
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
        List<Image> after = ordered.subList(ordered.indexOf(image) + 1, ordered.size());
        Definition found = first(after, false, other -> other.define(symbol));
        return found != null ? found : isolated(symbol);
    }

    private Definition isolated(String symbol) {
        Surroundings.Isolated found = surroundings.isolated(symbol);
        return found == null ? null : new Definition.Tagged(found.taggedIndex(), found.function());
    }
}
