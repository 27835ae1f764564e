package dev.tagalong.runtime.type;

import java.util.Objects;

/**
 * A memory's type (specification, section 2.3.12).
 *
 * @param pages the size range in pages
 * @param addressType how wide its addresses are
 * @param shared whether several threads may use it at once; it has a maximum then
 * @param pageSize the size of a page in bytes: {@link #PAGE_SIZE}, or 1 (proposal custom page sizes), but not of a shared one
 */
public record MemoryType(SizeRange pages, AddressType addressType, boolean shared, int pageSize) {

    /** The usual size of a page in bytes: 64 KiB. */
    public static final int PAGE_SIZE = 65_536;

    /** The largest number of usual pages a 32-bit memory may be declared with. */
    public static final int MAX_PAGES = 65_536;

    /** The largest number of usual pages a 64-bit memory may be declared with. */
    public static final long MAX_PAGES_64 = 1L << 48;

    /** Checks for nulls, the page size, and that a shared memory has a maximum. */
    public MemoryType {
        Objects.requireNonNull(pages, "pages");
        Objects.requireNonNull(addressType, "addressType");
        if (shared && pages.maximum().isEmpty()) {
            throw new IllegalArgumentException("a shared memory has a maximum");
        }
        if (pageSize != PAGE_SIZE && (pageSize != 1 || shared)) {
            throw new IllegalArgumentException("pages of " + pageSize + " bytes");
        }
    }

    /** A 32-bit memory's type, not shared. */
    public MemoryType(SizeRange pages) {
        this(pages, AddressType.I32);
    }

    /** The type of a memory that is not shared. */
    public MemoryType(SizeRange pages, AddressType addressType) {
        this(pages, addressType, false, PAGE_SIZE);
    }

    /** A shared 32-bit memory's type. */
    public static MemoryType shared(SizeRange pages) {
        return new MemoryType(pages, AddressType.I32, true, PAGE_SIZE);
    }

    /** The largest number of pages, unsigned, that a memory of this type could be declared with. */
    public long maxPages() {
        if (pageSize == 1) {
            return addressType == AddressType.I64 ? -1 : 0xFFFF_FFFFL;
        }
        return addressType == AddressType.I64 ? MAX_PAGES_64 : MAX_PAGES;
    }

    /** How many whole pages so many bytes have. */
    public long pagesOf(long bytes) {
        return bytes / pageSize;
    }

    /** With another size range. */
    public MemoryType withPages(SizeRange other) {
        return new MemoryType(other, addressType, shared, pageSize);
    }

    @Override
    public String toString() {
        return addressType.prefix() + pages + (shared ? " shared" : "") + (pageSize == 1 ? " (pagesize 1)" : "");
    }
}
