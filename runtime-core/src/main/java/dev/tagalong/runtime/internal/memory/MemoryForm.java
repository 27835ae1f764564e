package dev.tagalong.runtime.internal.memory;

/**
 * What code may take for granted of its instance's memory 0. Code is made for one form, and instances of one module whose
 * memories differ in it have different code: so the usual form pays nothing for the other.
 */
public enum MemoryForm {
    /** It is one array for good, or there is no memory. */
    ARRAY,

    /** It may outgrow the array, at any call, and consists of pages from then on; see {@link MemoryImpl#paged}. */
    GROWING,

    /** It is a {@link SharedMemory}, which other threads use at the same time. */
    SHARED
}
