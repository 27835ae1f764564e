package dev.tagalong.runtime.type;

import java.util.Objects;

/**
 * A memory's type (specification, section 2.3.12).
 *
 * @param pages the size range in pages of 64 KiB
 * @param addressType how wide its addresses are
 */
public record MemoryType(SizeRange pages, AddressType addressType) {

    /** The size of a page in bytes. */
    public static final int PAGE_SIZE = 65_536;

    /** The largest number of pages a 32-bit memory may be declared with. */
    public static final int MAX_PAGES = 65_536;

    /** The largest number of pages a 64-bit memory may be declared with. */
    public static final long MAX_PAGES_64 = 1L << 48;

    /** Checks for nulls. */
    public MemoryType {
        Objects.requireNonNull(pages, "pages");
        Objects.requireNonNull(addressType, "addressType");
    }

    /** A 32-bit memory's type. */
    public MemoryType(SizeRange pages) {
        this(pages, AddressType.I32);
    }

    /** The largest number of pages a memory of this type could be declared with. */
    public long maxPages() {
        return addressType == AddressType.I64 ? MAX_PAGES_64 : MAX_PAGES;
    }

    /** With another size range. */
    public MemoryType withPages(SizeRange other) {
        return new MemoryType(other, addressType);
    }

    @Override
    public String toString() {
        return addressType.prefix() + pages;
    }
}
