package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import dev.tagalong.runtime.type.ValueType;

/** Reads the types of tables, memories and globals (specification, sections 5.3.8 to 5.3.12), valid ones only. */
final class TypeReader {

    private static final int HAS_MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int ADDRESS64 = 4;
    private static final int PAGE_SIZE = 8;
    private static final long MAX_TABLE = 0xFFFF_FFFFL;
    private static final long MAX_TABLE_64 = -1L;

    private TypeReader() {}

    static TableType tableType(ByteReader in, ModuleBuilder module) {
        ReferenceType element = ValueTypes.readReference(in, module);
        int at = in.position;
        int flags = in.u8();
        if (flags > (ADDRESS64 | SHARED | HAS_MAXIMUM)) {
            throw Fault.LIMITS_FLAGS.at(in.section, at, "0x" + Integer.toHexString(flags));
        }
        if ((flags & SHARED) != 0) {
            throw Fault.LIMITS_FLAGS.at(in.section, at, "a shared table");
        }
        AddressType address = addressType(flags);
        SizeRange size = address == AddressType.I64
                ? sizeRange(in, flags, MAX_TABLE_64, Fault.TABLE_SIZE)
                : sizeRange(in, flags, MAX_TABLE, Fault.TABLE_SIZE);
        return new TableType(element, size, address);
    }

    static MemoryType memoryType(ByteReader in) {
        int at = in.position;
        int flags = in.u8();
        boolean pageSize = (flags & PAGE_SIZE) != 0;
        // With a page size at least a minimum and the size's logarithm follow; where they can't, it is no such memory.
        if (flags > (PAGE_SIZE | ADDRESS64 | SHARED | HAS_MAXIMUM) || pageSize && in.remaining() < 2) {
            throw Fault.LIMITS_FLAGS.at(in.section, at, "0x" + Integer.toHexString(flags));
        }
        boolean shared = (flags & SHARED) != 0;
        if (shared && !Feature.THREADS.offered()) {
            throw Fault.unsupported(Feature.THREADS, in.section, at);
        }
        if (shared && (flags & HAS_MAXIMUM) == 0) {
            throw Fault.SHARED_MAXIMUM.at(in.section, at);
        }
        AddressType address = addressType(flags);
        int sizes = in.position;
        // How large it may be depends on the size of its pages, which comes last.
        SizeRange pages = sizeRange(in, flags, -1, Fault.MEMORY_SIZE);
        int size = pageSize ? pageSize(in, shared) : MemoryType.PAGE_SIZE;
        MemoryType type = new MemoryType(pages, address, shared, size);
        if (Long.compareUnsigned(pages.maximum().orElse(pages.minimum()), type.maxPages()) > 0) {
            throw (address == AddressType.I64 ? Fault.MEMORY64_SIZE : Fault.MEMORY_SIZE)
                    .at(in.section, sizes, pages + " pages of " + size + " bytes");
        }
        return type;
    }

    private static int pageSize(ByteReader in, boolean shared) {
        int at = in.position;
        int log2 = in.u32();
        if (log2 < 0 || log2 >= Long.SIZE) {
            throw Fault.PAGE_SIZE.at(in.section, at, "2^" + Integer.toUnsignedString(log2));
        }
        if (log2 != 0 && 1L << log2 != MemoryType.PAGE_SIZE) {
            throw Fault.CUSTOM_PAGE_SIZE.at(in.section, at, "2^" + log2);
        }
        if (log2 == 0 && shared) {
            throw Fault.LIMIT.at(in.section, at, "a shared memory with pages of one byte");
        }
        return 1 << log2;
    }

    private static AddressType addressType(int flags) {
        return (flags & ADDRESS64) != 0 ? AddressType.I64 : AddressType.I32;
    }

    static GlobalType globalType(ByteReader in, ModuleBuilder module) {
        ValueType type = ValueTypes.read(in, module);
        return new GlobalType(type, mutability(in));
    }

    /** Whether what follows is mutable. */
    static boolean mutability(ByteReader in) {
        int at = in.position;
        int mutability = in.u8();
        if (mutability > 1) {
            throw Fault.MUTABILITY.at(in.section, at, Integer.toString(mutability));
        }
        return mutability == 1;
    }

    private static SizeRange sizeRange(ByteReader in, int flags, long most, Fault tooLarge) {
        int at = in.position;
        long minimum = size(in, most, tooLarge);
        if ((flags & HAS_MAXIMUM) == 0) {
            return SizeRange.atLeast(minimum);
        }
        long maximum = size(in, most, tooLarge);
        if (Long.compareUnsigned(minimum, maximum) > 0) {
            throw Fault.SIZE_RANGE.at(
                    in.section, at, Long.toUnsignedString(minimum) + " > " + Long.toUnsignedString(maximum));
        }
        return SizeRange.between(minimum, maximum);
    }

    private static long size(ByteReader in, long most, Fault tooLarge) {
        int at = in.position;
        long size = in.u64();
        if (Long.compareUnsigned(size, most) > 0) {
            throw tooLarge.at(in.section, at, Long.toUnsignedString(size));
        }
        return size;
    }
}
