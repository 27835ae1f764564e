package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

/**
 * A linkage that knows of which link space its instance is. Functions that the linker makes find by it who calls: they
 * themselves hold neither instance nor space, since the code that calls them remembers them longer than both live.
 */
public interface Member {

    /** The space, or {@code null} if the instance is in none. */
    LinkSpace memberOf();

    /** The space of a calling instance. */
    static LinkSpace spaceOf(Instance caller) {
        LinkSpace space = caller != null && caller.linkage() instanceof Member member ? member.memberOf() : null;
        if (space == null) {
            throw new Trap(TrapKind.HOST_ERROR, "called from outside of the program that it was made for");
        }
        return space;
    }
}
