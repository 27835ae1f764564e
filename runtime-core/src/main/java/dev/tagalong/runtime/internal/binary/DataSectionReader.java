package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.ConstantExpression;
import dev.tagalong.runtime.internal.module.DataSegment;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.module.SegmentMode;

/** Reads the data section (specification, section 5.5.14). The bytes stay where they are in the binary. */
final class DataSectionReader {

    private static final int ACTIVE = 0;
    private static final int PASSIVE = 1;
    private static final int ACTIVE_IN_MEMORY = 2;

    private DataSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        int at = in.position;
        int count = in.count(ImplementationLimits.ENTRIES, "data segments");
        if (module.dataCount >= 0 && module.dataCount != count) {
            throw Fault.DATA_COUNT_LENGTHS.at(in.section, at, module.dataCount + " counted, " + count + " present");
        }
        for (int i = 0; i < count; i++) {
            module.data.add(segment(in));
        }
    }

    private static DataSegment segment(ByteReader in) {
        int at = in.position;
        int kind = in.u32();
        if (kind < ACTIVE || kind > ACTIVE_IN_MEMORY) {
            throw Fault.DATA_SEGMENT_KIND.at(in.section, at, Integer.toUnsignedString(kind));
        }
        int memory = kind == ACTIVE_IN_MEMORY ? in.u32() : 0;
        ConstantExpression offset = kind == PASSIVE ? null : ConstantExpressionReader.read(in);
        int length = in.u32();
        int from = in.position;
        in.skip(length);
        SegmentMode mode = kind == PASSIVE ? SegmentMode.PASSIVE : SegmentMode.ACTIVE;
        return new DataSegment(mode, memory, offset, from, length, at);
    }
}
