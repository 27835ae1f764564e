package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a module imports instead of having it, and each instance gets for its own: memory and tables, within its limits; cells for
 * addresses ({@code GOT.func}, {@code GOT.mem}) of a program with a fixed place; the tags of C and C++; numbers that emscripten's
 * JavaScript keeps. Kept
 * as an attachment of the instance, since others can then not get at them by its exports. Safe for any thread.
 */
public final class OwnImports implements HostState {

    /** A cell that is filled once the instance is there. */
    record Cell(boolean function, String symbol, Global global) {}

    private static final GlobalType NUMBER = new GlobalType(ValueType.I32, true);

    /** What Asyncify keeps of a program, whose side modules share it (emscripten's {@code -sASYNCIFY} with dynamic linking). */
    private static final Set<String> NUMBERS = Set.of("__asyncify_state", "__asyncify_data");

    private final Map<String, ExternalValue> made = new ConcurrentHashMap<>();
    private final List<Cell> cells = new CopyOnWriteArrayList<>();

    /**
     * Makes what a module imports.
     *
     * @return {@code null} if an instance is to have no such thing of its own
     * @throws DlException if its type is beyond the limits
     */
    public ExternalValue make(Engine engine, InstanceLimits limits, Linkage linkage, ImportType wanted) {
        if (wanted.type() instanceof ExternalType.Global global && global.type().equals(NUMBER)) {
            return number(engine, wanted);
        }
        if (!wanted.module().equals(Binder.ENV)) {
            return null;
        }
        ExternalValue value = null;
        if (wanted.type() instanceof ExternalType.Memory memory) {
            value = memory(engine, limits, memory.type(), 0);
        } else if (wanted.type() instanceof ExternalType.Table table
                && table.type().elementType().equals(ReferenceType.FUNCREF)) {
            value = table(engine, limits, linkage, table.type(), 0);
        } else if (SharedTags.isOfC(wanted)) {
            value = engine.tag(((ExternalType.Tag) wanted.type()).type());
        }
        if (value != null) {
            made.put(wanted.name(), value);
        }
        return value;
    }

    @Override
    public String hindersSnapshot() {
        return null;
    }

    private Global number(Engine engine, ImportType wanted) {
        if (!isNumber(wanted)) {
            return null;
        }
        Global global = engine.global(NUMBER, 0);
        if (isCell(wanted)) {
            cells.add(new Cell(wanted.module().equals(Binder.GOT_FUNCTION), wanted.name(), global));
        }
        return global;
    }

    /** Whether there are cells to be filled. */
    public boolean hasCells() {
        return !cells.isEmpty();
    }

    /** The cells that were made. */
    List<Cell> cells() {
        return List.copyOf(cells);
    }

    /** Whether an instance can have such a thing of its own, as far as its type tells. */
    public static boolean possible(ImportType wanted) {
        if (wanted.type() instanceof ExternalType.Global global) {
            return global.type().equals(NUMBER) && isNumber(wanted);
        }
        return wanted.module().equals(Binder.ENV)
                && (wanted.type() instanceof ExternalType.Memory
                        || SharedTags.isOfC(wanted)
                        || wanted.type() instanceof ExternalType.Table table
                                && table.type().elementType().equals(ReferenceType.FUNCREF));
    }

    private static boolean isNumber(ImportType wanted) {
        return isCell(wanted) || wanted.module().equals(Binder.ENV) && NUMBERS.contains(wanted.name());
    }

    private static boolean isCell(ImportType wanted) {
        return wanted.module().equals(Binder.GOT_FUNCTION) || wanted.module().equals(Binder.GOT_MEMORY);
    }

    /** Whether a position-independent module is given this by the link space that it is loaded into. */
    public static boolean ofSpace(ImportType wanted) {
        return switch (wanted.module()) {
            case Binder.ENV, Binder.GOT_MEMORY, Binder.GOT_FUNCTION -> true;
            default -> false;
        };
    }

    /** What was made under a name, or {@code null}. */
    ExternalValue get(String name) {
        return made.get(name);
    }

    /** A memory of a type that has at least {@code pages} of 64 KiB. */
    static Memory memory(Engine engine, InstanceLimits limits, MemoryType wanted, long pages) {
        boolean wide = wanted.addressType() == AddressType.I64;
        int limit = wide ? limits.memoryPages() : Math.min(limits.memoryPages(), MemoryType.MAX_PAGES);
        long least = wanted.pages().least(wanted.pagesOf(pages * MemoryType.PAGE_SIZE));
        long most = wanted.pages().most(wanted.pagesOf((long) limit * MemoryType.PAGE_SIZE));
        check("a memory", "pages", least, most);
        try {
            return engine.memory(wanted.withPages(SizeRange.between(least, most)), limit);
        } catch (OutOfMemoryError | IllegalArgumentException e) {
            throw new DlException("no room for a memory of " + least + " pages", e);
        }
    }

    /** A table of a type that has at least {@code entries}. */
    static Table table(Engine engine, InstanceLimits limits, Linkage linkage, TableType wanted, long entries) {
        long limit = Math.min(limits.tableEntries(), linkage.tableCeiling() - 1L);
        long least = wanted.size().least(entries);
        long most = wanted.size().most(limit);
        check("a table", "entries", least, most);
        return engine.table(wanted.withSize(SizeRange.between(least, most)));
    }

    private static void check(String what, String unit, long least, long most) {
        if (Long.compareUnsigned(least, most) > 0) {
            throw new DlException("it wants " + what + " of " + Long.toUnsignedString(least) + " " + unit
                    + ", and the limit is " + most);
        }
    }
}
