package dev.tagalong.runtime;

import dev.tagalong.runtime.type.ExternalType;

/** What is exported and imported: a function, table, memory or global (specification, section 4.2.12). */
public sealed interface ExternalValue permits Function, Table, Memory, Global {

    /** The value's type; a memory's or table's size range starts at its present size. */
    ExternalType externalType();
}
