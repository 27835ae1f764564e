package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ImportType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the instances of a space's libraries, bound as those were whose state they are to have, each after those that it is bound to. */
final class SpaceInstances {

    private final LinkSpace space;
    private final List<Image> images;
    private final List<SpaceState.Library> libraries;

    SpaceInstances(LinkSpace space, List<Image> images, List<SpaceState.Library> libraries) {
        this.space = space;
        this.images = images;
        this.libraries = libraries;
    }

    void make() {
        boolean progress = true;
        int left = libraries.size();
        while (left > 0 && progress) {
            progress = false;
            for (int i = 0; i < libraries.size(); i++) {
                Image image = images.get(i + 1);
                if (image.instance == null && ready(image, libraries.get(i))) {
                    make(image, libraries.get(i));
                    progress = true;
                    left--;
                }
            }
        }
        if (left > 0) {
            throw new DlException("the libraries of " + space.label() + " are bound to each other in a circle");
        }
    }

    private boolean ready(Image image, SpaceState.Library library) {
        return library.functions().stream()
                .allMatch(bound -> bound < 0 || images.get(bound) == image || images.get(bound).instance != null);
    }

    /** Makes the instance of a position-independent program, whose memory and table are there. */
    void makeProgram(SpaceState.Library library, InstanceOptions options, Snapshot snapshot) {
        Image program = space.program();
        try {
            space.engine()
                    .prepare(
                            program.object.module(),
                            new ImageImports(space, program, bound(program, library)),
                            options,
                            snapshot);
        } catch (LinkException e) {
            throw new DlException("cannot link " + program.label + ": " + e.getMessage(), e);
        }
    }

    private Map<ImportType, Definition> bound(Image image, SpaceState.Library library) {
        Map<ImportType, Definition> bound = new HashMap<>();
        int next = 0;
        for (ImportType wanted : image.object.module().imports()) {
            if (wanted.type() instanceof ExternalType.Func func) {
                Definition definition =
                        definition(image, wanted, func, library.functions().get(next++));
                if (definition != null) {
                    bound.put(wanted, definition);
                }
            }
        }
        return bound;
    }

    private void make(Image image, SpaceState.Library library) {
        try {
            space.engine()
                    .prepare(
                            image.object.module(),
                            new ImageImports(space, image, bound(image, library)),
                            new ImageLinkage(space, image).options());
        } catch (LinkException e) {
            throw new DlException("cannot link " + image.label + ": " + e.getMessage(), e);
        }
    }

    /** {@code null} for what a stub stands for. */
    private Definition definition(Image image, ImportType wanted, ExternalType.Func func, int bound) {
        if (bound >= 0) {
            return new Definition.Exported(images.get(bound), wanted.name(), wanted.type());
        }
        if (bound == SpaceState.Library.STUB) {
            return null;
        }
        Function function = bound == SpaceState.Library.EXIT
                ? Exits.of(space.engine(), image, wanted.name())
                : image.object.host(wanted.module(), wanted.name(), func.type());
        if (function == null) {
            throw new DlException("cannot link " + image.label + ": nobody provides " + wanted);
        }
        return new Definition.Host(function, image);
    }
}
