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
            TableDefinition table = table(in);
            module.tables.add(table);
            module.add(module.tableTypes, table.type(), ImplementationLimits.TABLES_AND_MEMORIES, in);
        }
    }

    private static TableDefinition table(ByteReader in) {
        int start = in.position;
        if (in.u8() != WITH_INITIALISER) {
            in.position = start;
            return new TableDefinition(TypeReader.tableType(in), null);
        }
        int at = in.position;
        if (in.u8() != 0) {
            throw Fault.ZERO_BYTE.at(in.section, at);
        }
        TableType type = TypeReader.tableType(in);
        ConstantExpression initial = ConstantExpressionReader.read(in);
        return new TableDefinition(type, initial);
    }
}
