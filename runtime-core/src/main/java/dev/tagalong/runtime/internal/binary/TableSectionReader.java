package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.module.TableDefinition;
import dev.tagalong.runtime.type.TableType;

/** Reads the table section (specification, section 5.5.7). */
final class TableSectionReader {

    private static final int WITH_INITIALISER = 0x40;

    private TableSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int count = in.count(ImplementationLimits.TABLES_AND_MEMORIES, "tables");
        for (int i = 0; i < count; i++) {
            TableDefinition table = table(in, module);
            module.tables.add(table);
            module.add(module.tableTypes, table.type(), ImplementationLimits.TABLES_AND_MEMORIES, in);
        }
    }

    private static TableDefinition table(ByteReader in, ModuleBuilder module) {
        int start = in.position;
        if (in.u8() != WITH_INITIALISER) {
            in.position = start;
            TableType type = TypeReader.tableType(in, module);
            if (!type.elementType().nullable()) {
                throw Fault.TYPE_MISMATCH.at(
                        in.section, start, "a table of " + type.elementType() + " without an initial value");
            }
            return new TableDefinition(type, null);
        }
        int at = in.position;
        if (in.u8() != 0) {
            throw Fault.ZERO_BYTE.at(in.section, at);
        }
        TableType type = TypeReader.tableType(in, module);
        ConstantExpression initial = ConstantExpressionReader.read(in);
        return new TableDefinition(type, initial);
    }
}
