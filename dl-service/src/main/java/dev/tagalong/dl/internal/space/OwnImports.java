package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.spi.Linkage;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory and the tables that a module imports from {@code env} instead of having them: each instance gets its own, within
 * its limits. Kept as an attachment of the instance, since others can then not get at them by its exports. Safe for any thread.
 */
public final class OwnImports {

    private final Map<String, ExternalValue> made = new ConcurrentHashMap<>();

    /**
     * Makes what a module imports.
     *
     * @return {@code null} if an instance is to have no such thing of its own
     * @throws DlException if its type is beyond the limits
     */
    public ExternalValue make(Engine engine, InstanceLimits limits, Linkage linkage, ImportType wanted) {
        if (!wanted.module().equals(Binder.ENV)) {
            return null;
        }
        ExternalValue value = null;
        if (wanted.type() instanceof ExternalType.Memory memory) {
            value = memory(engine, limits, memory.type(), 0);
        } else if (wanted.type() instanceof ExternalType.Table table
                && table.type().elementType().equals(ReferenceType.FUNCREF)) {
            value = table(engine, limits, linkage, table.type(), 0);
        }
        if (value != null) {
            made.put(wanted.name(), value);
        }
        return value;
    }

    /** What was made under a name, or {@code null}. */
    ExternalValue get(String name) {
        return made.get(name);
    }

    /** A memory of a type that has at least {@code pages}. */
    static Memory memory(Engine engine, InstanceLimits limits, MemoryType wanted, long pages) {
        long least = Math.max(wanted.pages().minimum(), pages);
        long most = Math.min(wanted.pages().maximum().orElse(MemoryType.MAX_PAGES), limits.memoryPages());
        if (least > most) {
            throw new DlException("it wants a memory of " + least + " pages, and the limit is " + most);
        }
        try {
            return engine.memory(new MemoryType(SizeRange.between(least, most)));
        } catch (OutOfMemoryError | IllegalArgumentException e) {
            throw new DlException("no room for a memory of " + least + " pages", e);
        }
    }

    /** A table of a type that has at least {@code entries}. */
    static Table table(Engine engine, InstanceLimits limits, Linkage linkage, TableType wanted, long entries) {
        long limit = Math.min(limits.tableEntries(), linkage.tableCeiling() - 1L);
        long least = Math.max(wanted.size().minimum(), entries);
        long most = Math.min(wanted.size().maximum().orElse(limit), limit);
        if (least > most) {
            throw new DlException("it wants a table of " + least + " entries, and the limit is " + most);
        }
        return engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.between(least, most)));
    }
}
