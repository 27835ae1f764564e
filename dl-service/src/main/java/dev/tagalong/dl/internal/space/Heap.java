package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;

/** Where in a program's memory the data of libraries lies. Used by the thread that runs the program. */
interface Heap {

    /**
     * Takes memory; its contents are arbitrary.
     *
     * @param size in bytes, from 1
     * @return its address, or 0 if there is no room
     * @throws DlException if the program's allocator fails otherwise
     */
    long take(long size);

    /** Gives memory back that was taken. */
    void giveBack(long address);

    /** For messages: who is asked. */
    String describe();
}
