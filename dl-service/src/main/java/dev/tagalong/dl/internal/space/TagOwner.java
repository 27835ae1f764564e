package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.type.ImportType;

/** What may have tags that others share. */
interface TagOwner {

    /** The tag that it exports, or has for its own, under a name; {@code null} if there is none yet. */
    Tag tag(String name);

    /** Whether it has no instance yet, and will export what is wanted. */
    boolean willExport(ImportType wanted);
}
