package dev.tagalong.runtime;

/**
 * The tagged function index of the dynamic linking RFC: {@code id << 16 | function index}, an unsigned 32-bit number.
 *
 * <p>The id (1 to 65,535) names a library, the function index (0 to 65,535) a function in the library's own function
 * index space, imports first. This class is the one place that knows the layout.
 */
public final class TaggedIndex {

    /** The largest library id. */
    public static final int MAX_ID = 0xFFFF;

    /** The largest function index that can be tagged. */
    public static final int MAX_INDEX = 0xFFFF;

    /** The smallest tagged index; a table that held this many entries would shadow it. */
    public static final int FIRST = 1 << 16;

    private TaggedIndex() {}

    /**
     * Packs an id and a function index.
     *
     * @throws IllegalArgumentException if either is out of its range
     */
    public static int pack(int id, int index) {
        if (id < 1 || id > MAX_ID) {
            throw new IllegalArgumentException("library id out of range: " + id);
        }
        if (index < 0 || index > MAX_INDEX) {
            throw new IllegalArgumentException("function index out of range for a tag: " + index);
        }
        return id << 16 | index;
    }

    /** The library id in {@code tagged}; 0 if it is no tagged index. */
    public static int id(int tagged) {
        return tagged >>> 16;
    }

    /** The function index in {@code tagged}. */
    public static int index(int tagged) {
        return tagged & 0xFFFF;
    }
}
