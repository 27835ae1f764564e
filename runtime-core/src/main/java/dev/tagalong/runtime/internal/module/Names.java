package dev.tagalong.runtime.internal.module;

import java.util.Map;

/**
 * What the {@code name} custom section says (specification, appendix 7.6). A damaged section counts as absent.
 *
 * @param module the module's name, or {@code null}
 * @param functions names by function index
 */
public record Names(String module, Map<Integer, String> functions) {

    /** No names. */
    public static final Names NONE = new Names(null, Map.of());
}
