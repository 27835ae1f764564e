package dev.tagalong.runtime.type;

import java.util.Objects;

/**
 * A memory's type (specification, section 2.3.12).
 *
 * @param pages the size range in pages of 64 KiB
 * @param addressType how wide its addresses are
 * @param shared whether several threads may use it at once; it has a maximum then
 */
public record MemoryType(SizeRange pages, AddressType addressType, boolean shared) {

    /** The size of a page in bytes. */
    public static final int PAGE_SIZE = 65_536;

    /** The largest number of pages a 32-bit memory may be declared with. */
    public static final int MAX_PAGES = 65_536;

    /** The largest number of pages a 64-bit memory may be declared with. */
    public static final long MAX_PAGES_64 = 1L << 48;

    /** Checks for nulls, and that a shared memory has a maximum. */
    public MemoryType {
        Objects.requireNonNull(pages, "pages");
        Objects.requireNonNull(addressType, "addressType");
        if (shared && pages.maximum().isEmpty()) {
            throw new IllegalArgumentException("a shared memory has a maximum");
        }
    }

    /** A 32-bit memory's type, not shared. */
    public MemoryType(SizeRange pages) {
        this(pages, AddressType.I32);
    }

    /** The type of a memory that is not shared. */
    public MemoryType(SizeRange pages, AddressType addressType) {
        this(pages, addressType, false);
    }

    /** A shared 32-bit memory's type. */
    public static MemoryType shared(SizeRange pages) {
        return new MemoryType(pages, AddressType.I32, true);
    }

    /** The largest number of pages a memory of this type could be declared with. */
    public long maxPages() {
        return addressType == AddressType.I64 ? MAX_PAGES_64 : MAX_PAGES;
    }

    /** With another size range. */
    public MemoryType withPages(SizeRange other) {
        return new MemoryType(other, addressType, shared);
    }

    @Override
    public String toString() {
        return addressType.prefix() + pages + (shared ? " shared" : "");
    }
}
