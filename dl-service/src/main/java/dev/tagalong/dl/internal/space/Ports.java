package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;

/**
 * What a program shares with its libraries.
 *
 * @param memory its memory
 * @param table the table that its function pointers are indices of
 * @param stackPointer where its stack in memory ends at present, or {@code null} if it does not say
 */
record Ports(Memory memory, Table table, Global stackPointer) {

    static final String TABLE = "__indirect_function_table";
    static final String STACK_POINTER = "__stack_pointer";

    private static final GlobalType POINTER = new GlobalType(ValueType.I32, true);

    /** Whether an instance exports, or imports, what makes it fit to have libraries in its memory. */
    static boolean sharedBy(Instance program) {
        return shared(program, "memory") instanceof Memory && table(program) != null;
    }

    private static ExternalValue shared(Instance program, String name) {
        ExternalValue exported = program.export(name);
        return exported != null
                ? exported
                : program.attachment(OwnImports.class, OwnImports::new).get(name);
    }

    /**
     * What an instance exports; memory and table may be those that it imports.
     *
     * @throws DlException if it keeps to itself what a library needs
     */
    static Ports of(String label, Instance program) {
        Table table = table(program);
        if (!(shared(program, "memory") instanceof Memory memory) || table == null) {
            throw new DlException(label + " cannot take libraries into its memory: it does not export its memory and "
                    + TABLE + " (wasm-ld --export-table --growable-table)");
        }
        Global stackPointer = program.export(STACK_POINTER) instanceof Global global
                        && global.type().equals(POINTER)
                ? global
                : null;
        return new Ports(memory, table, stackPointer);
    }

    private static Table table(Instance program) {
        return shared(program, TABLE) instanceof Table table
                        && table.type().elementType().equals(ReferenceType.FUNCREF)
                ? table
                : null;
    }
}
