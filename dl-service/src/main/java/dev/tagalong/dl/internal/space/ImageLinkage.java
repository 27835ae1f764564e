package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Table;

/** The linkage of a library in a space: its tagged calls are resolved as the program's are. */
record ImageLinkage(LinkSpace space, Image image) implements Linkage, Member {

    /** What the library's instance is told: it runs in the program's environment, and with the program. */
    InstanceOptions options() {
        Instance program = space.program().instance;
        return image.object
                .options()
                .withLinkage(this)
                .withEnvironment(program.environment())
                .withLeader(program);
    }

    @Override
    public LinkSpace memberOf() {
        return space;
    }

    @Override
    public Function resolve(int taggedIndex) {
        return space.surroundings().tagged(taggedIndex);
    }

    @Override
    public Function vacant(Table table, int index) {
        return space.vacant(table, index);
    }

    @Override
    public void attached(Instance instance) {
        space.residents().started(image, instance);
    }
}
