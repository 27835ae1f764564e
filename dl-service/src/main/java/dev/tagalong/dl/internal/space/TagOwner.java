package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.type.ExternalType;
import java.util.Map;

/** What may have tags that others share. */
interface TagOwner {

    /** The tag that it exports, or has for its own, under a name; {@code null} if there is none yet. */
    Tag tag(String name);

    /** The type of the tag that its module exports under a name; {@code null} if it exports none. */
    ExternalType.Tag tagType(String name);

    /** The tags that its instance is to have, since others have asked for them before there was one; by name. */
    Map<String, Tag> tagsAhead();
}
