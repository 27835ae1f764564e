package dev.tagalong.runtime.type;

/**
 * A memory's type (specification, section 2.3.12).
 *
 * @param pages the size range in pages of 64 KiB
 */
public record MemoryType(SizeRange pages) {

    /** The size of a page in bytes. */
    public static final int PAGE_SIZE = 65_536;

    /** The largest number of pages a 32-bit memory may be declared with. */
    public static final int MAX_PAGES = 65_536;

    @Override
    public String toString() {
        return pages.toString();
    }
}
