package dev.tagalong.dl.internal.handle;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.TaggedIndex;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;

/** From tagged function indices to functions and back. */
public final class TaggedCalls {

    private TaggedCalls() {}

    /**
     * The function that a tagged index stands for. A library is called through what it exports and nothing else: a forged
     * index leads neither to its inner functions nor to the imports that it, and not the caller, was granted.
     *
     * @throws Trap of kind {@link TrapKind#UNDEFINED_ELEMENT} that says why there is none
     */
    public static Function resolve(HandleTable handles, int tagged) {
        Handle handle = handles.find(TaggedIndex.id(tagged));
        if (handle == null) {
            throw neverGivenOut(tagged);
        }
        Instance instance = handle.instance();
        if (instance == null) {
            throw notOpen(tagged, handle);
        }
        int index = TaggedIndex.index(tagged);
        if (index >= instance.functionCount()) {
            throw outOfRange(tagged, handle, instance);
        }
        if (!handle.exports(instance, index)) {
            throw notExported(tagged, handle);
        }
        return instance.functionAt(index);
    }

    /**
     * The tagged index of an exported function of the instance that {@code handle} leads to.
     *
     * @throws DlException if its function index is too large to be tagged
     */
    public static int tag(Handle handle, String symbol, int functionIndex) {
        if (!canTag(functionIndex)) {
            throw new DlException("function " + symbol + " of " + handle.label() + " has index " + functionIndex
                    + ": only indices up to " + TaggedIndex.MAX_INDEX + " can be tagged");
        }
        return TaggedIndex.pack(handle.id(), functionIndex);
    }

    /** Whether a function index can be tagged. */
    public static boolean canTag(int functionIndex) {
        return functionIndex >= 0 && functionIndex <= TaggedIndex.MAX_INDEX;
    }

    private static Trap neverGivenOut(int tagged) {
        int id = TaggedIndex.id(tagged);
        return undefined(
                tagged,
                id == 0 ? "past the table's end, and no tagged index" : "handle id " + id + " was never given out");
    }

    private static Trap notOpen(int tagged, Handle handle) {
        return undefined(
                tagged,
                handle.ended()
                        ? "handle id " + handle.id() + " is stale: " + handle.epitaph()
                        : handle.label() + " is not open");
    }

    private static Trap outOfRange(int tagged, Handle handle, Instance instance) {
        return undefined(
                tagged,
                "function index " + TaggedIndex.index(tagged) + " is out of range: " + handle.label() + " has "
                        + instance.functionCount() + " functions");
    }

    private static Trap notExported(int tagged, Handle handle) {
        return undefined(
                tagged, "function " + TaggedIndex.index(tagged) + " of " + handle.label() + " is not exported");
    }

    private static Trap undefined(int tagged, String why) {
        return new Trap(TrapKind.UNDEFINED_ELEMENT, String.format("0x%08x: %s", tagged, why));
    }
}
