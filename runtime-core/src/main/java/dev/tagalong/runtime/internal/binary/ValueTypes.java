package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;

/**
 * Value and reference types in the binary format (specification, sections 5.3.1 to 5.3.5). A type has a code: its first
 * byte as a signed 7-bit number, or, of a reference that has no such short form, one that tells the heap type and whether
 * null is among its values. A code with a type index means a type only together with its module's types.
 */
public final class ValueTypes {

    private static final int REF_NULL_PREFIX = 0x63 - 0x80;
    private static final int REF_PREFIX = 0x64 - 0x80;
    private static final int V128 = 0x7B - 0x80;

    private static final long LEAST_SHORT = -64;

    /** In the code of a reference that has no short form, above the heap type's 33 bits. */
    private static final long LONG_FORM = Long.MIN_VALUE;

    private static final long NULLABLE = 1L << 40;
    private static final int HEAP_TYPE_BITS = 33;

    /** By the negative of a code: the abstract heap types that the engine offers. */
    private static final AbstractHeapType[] HEAP_TYPES = new AbstractHeapType[64];

    static {
        for (AbstractHeapType type : AbstractHeapType.values()) {
            int code = code(type);
            Feature feature = feature(code);
            HEAP_TYPES[-code] = feature == null || feature.offered() ? type : null;
        }
    }

    private ValueTypes() {}

    private static int code(AbstractHeapType type) {
        return switch (type) {
                    case NOEXN -> 0x74;
                    case NOFUNC -> 0x73;
                    case NOEXTERN -> 0x72;
                    case NONE -> 0x71;
                    case FUNC -> 0x70;
                    case EXTERN -> 0x6F;
                    case ANY -> 0x6E;
                    case EQ -> 0x6D;
                    case I31 -> 0x6C;
                    case STRUCT -> 0x6B;
                    case ARRAY -> 0x6A;
                    case EXN -> 0x69;
                }
                - 0x80;
    }

    /** The feature that a heap type belongs to by its code, {@code null} for the first ones and for what is none. */
    private static Feature feature(long code) {
        return switch (code < LEAST_SHORT || code >= 0 ? 0 : (int) code + 0x80) {
            case 0x62 -> Feature.CUSTOM_DESCRIPTORS;
            case 0x69, 0x74 -> Feature.EXCEPTIONS;
            case 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x71, 0x72, 0x73 -> Feature.GC;
            default -> null;
        };
    }

    // Codes

    /**
     * The value type of a code that an {@link InstructionReader} answered; {@code null} if there is none, or if it has a type
     * index.
     */
    public static ValueType ofCode(long code) {
        if (code >= 0 || typeIndex(code) >= 0) {
            return null;
        }
        if (code < LEAST_SHORT) {
            AbstractHeapType type = heapType(heapTypeCode(code));
            return type == null ? null : ReferenceType.of(isNullable(code), type);
        }
        return switch ((int) code) {
            case -1 -> ValueType.I32;
            case -2 -> ValueType.I64;
            case -3 -> ValueType.F32;
            case -4 -> ValueType.F64;
            case V128 -> ValueType.V128;
            default -> {
                AbstractHeapType type = heapType(code);
                yield type == null ? null : ReferenceType.of(true, type);
            }
        };
    }

    private static AbstractHeapType heapType(long code) {
        return code < 0 && code > -HEAP_TYPES.length ? HEAP_TYPES[(int) -code] : null;
    }

    private static boolean isLong(long code) {
        return code < LEAST_SHORT;
    }

    /** Whether null is of the reference type of a code. */
    public static boolean isNullable(long code) {
        return !isLong(code) || (code & NULLABLE) != 0;
    }

    private static long heapTypeCode(long code) {
        return isLong(code) ? code << (Long.SIZE - HEAP_TYPE_BITS) >> (Long.SIZE - HEAP_TYPE_BITS) : code;
    }

    /** The type index in a reference type's code, -1 if it has none. */
    public static int typeIndex(long code) {
        long heapType = isLong(code) ? heapTypeCode(code) : -1;
        return heapType > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) Math.max(-1, heapType);
    }

    /** The reference type of a code with a type index, which stands for {@code type}. */
    public static ReferenceType reference(long code, HeapType type) {
        return ReferenceType.of(isNullable(code), type);
    }

    private static long code(boolean nullable, long heapType) {
        if (nullable && heapType < 0) {
            return heapType;
        }
        long bits = heapType & (1L << HEAP_TYPE_BITS) - 1;
        return LONG_FORM | bits | (nullable ? NULLABLE : 0);
    }

    // Reading

    static ValueType read(ByteReader in, ModuleBuilder module) {
        int at = in.position;
        long code = readCode(in);
        ValueType type = ofCode(code);
        return type != null ? type : reference(code, module.definedType(typeIndex(code), in.section, at));
    }

    static ReferenceType readReference(ByteReader in, ModuleBuilder module) {
        int at = in.position;
        if (read(in, module) instanceof ReferenceType type) {
            return type;
        }
        throw Fault.REFERENCE_TYPE.at(in.section, at);
    }

    /** The code of a value type that the engine offers. */
    static long readCode(ByteReader in) {
        int at = in.position;
        int code = in.u8() - 0x80;
        if (code == V128 && !Feature.SIMD.offered()) {
            throw Fault.unsupported(Feature.SIMD, in.section, at);
        }
        if (ofCode(code) != null) {
            return code;
        }
        if (code == REF_NULL_PREFIX || code == REF_PREFIX) {
            boolean nullable = code == REF_NULL_PREFIX;
            long type = readHeapType(in, nullable);
            return nullable ? type : offered(type, in, at);
        }
        throw refuse(code, Fault.VALUE_TYPE, in, at);
    }

    /** The code of the type of references to a heap type that the engine offers. */
    static long readHeapType(ByteReader in, boolean nullable) {
        int at = in.position;
        long heapType = in.signed(HEAP_TYPE_BITS);
        if (heapType >= 0) {
            return offered(code(nullable, heapType), in, at);
        }
        if (heapType(heapType) != null) {
            return code(nullable, heapType);
        }
        throw refuse(heapType, Fault.HEAP_TYPE, in, at);
    }

    private static long offered(long code, ByteReader in, int at) {
        if (!Feature.TYPED_REFERENCES.offered()) {
            throw Fault.unsupported(Feature.TYPED_REFERENCES, in.section, at);
        }
        return code;
    }

    private static RuntimeException refuse(long code, Fault otherwise, ByteReader in, int at) {
        Feature feature = feature(code);
        return feature == null || feature.offered()
                ? otherwise.at(in.section, at)
                : Fault.unsupported(feature, in.section, at);
    }
}
