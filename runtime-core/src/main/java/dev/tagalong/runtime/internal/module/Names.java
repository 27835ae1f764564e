package dev.tagalong.runtime.internal.module;

import java.util.Map;

/**
 * What the {@code name} custom section says (specification, appendix 7.6). A damaged section counts as absent.
 *
 * @param module the module's name, or {@code null}
 * @param functions names by function index
 * @param types names by type index
 * @param fields names of structures' fields by type index, then by field index
 * @param tags names by tag index
 * @param stackPointer the index of the global that has the name {@link #STACK_POINTER}, or -1
 */
public record Names(
        String module,
        Map<Integer, String> functions,
        Map<Integer, String> types,
        Map<Integer, Map<Integer, String>> fields,
        Map<Integer, String> tags,
        int stackPointer) {

    /** What compilers of C call the global that is the stack pointer. */
    public static final String STACK_POINTER = "__stack_pointer";

    /** No names. */
    public static final Names NONE = new Names(null, Map.of(), Map.of(), Map.of(), Map.of(), -1);
}
