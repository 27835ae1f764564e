package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;

/**
 * Value and reference types in the binary format (specification, sections 5.3.1 to 5.3.5). A type's code is its first
 * byte as a signed 7-bit number; the long form of a nullable abstract reference counts as its short one.
 */
public final class ValueTypes {

    private static final int REF_NULL_PREFIX = 0x63 - 0x80;
    private static final int REF_PREFIX = 0x64 - 0x80;
    private static final int V128 = 0x7B - 0x80;

    private ValueTypes() {}

    /** The value type of a code that an {@link InstructionReader} answered, or {@code null} if there is none. */
    public static ValueType ofCode(long code) {
        return switch (code < -64 || code >= 0 ? 0 : (int) code) {
            case -1 -> ValueType.I32;
            case -2 -> ValueType.I64;
            case -3 -> ValueType.F32;
            case -4 -> ValueType.F64;
            case V128 -> ValueType.V128;
            case -12 -> ReferenceType.NULLEXNREF;
            case -16 -> ValueType.FUNCREF;
            case -17 -> ValueType.EXTERNREF;
            case -23 -> ReferenceType.EXNREF;
            default -> null;
        };
    }

    static ValueType read(ByteReader in) {
        return ofCode(readCode(in));
    }

    static ReferenceType readReference(ByteReader in) {
        int at = in.position;
        if (read(in) instanceof ReferenceType type) {
            return type;
        }
        throw Fault.REFERENCE_TYPE.at(in.section, at);
    }

    /** The code of a value type that the engine offers. */
    static int readCode(ByteReader in) {
        int at = in.position;
        int code = in.u8() - 0x80;
        if (code == V128 && !Feature.SIMD.offered()) {
            throw Fault.unsupported(Feature.SIMD, in.section, at);
        }
        if (ofCode(code) != null) {
            return code;
        }
        if (code == REF_NULL_PREFIX || code == REF_PREFIX) {
            int heapType = readHeapType(in);
            if (code == REF_NULL_PREFIX) {
                return heapType;
            }
            throw Fault.unsupported(Feature.TYPED_REFERENCES, in.section, at);
        }
        throw refuse(code, Fault.VALUE_TYPE, in, at);
    }

    /** The code of an abstract heap type that the engine offers. */
    static int readHeapType(ByteReader in) {
        int at = in.position;
        long code = in.signed(33);
        if (code >= 0) {
            throw Fault.unsupported(Feature.TYPED_REFERENCES, in.section, at);
        }
        if (ofCode(code) instanceof ReferenceType) {
            return (int) code;
        }
        throw refuse(code, Fault.HEAP_TYPE, in, at);
    }

    private static RuntimeException refuse(long code, Fault otherwise, ByteReader in, int at) {
        Feature feature = heapTypeFeature(code);
        return feature == null ? otherwise.at(in.section, at) : Fault.unsupported(feature, in.section, at);
    }

    private static Feature heapTypeFeature(long code) {
        return switch (code < -64 || code >= 0 ? 0 : (int) code + 0x80) {
            case 0x62 -> Feature.CUSTOM_DESCRIPTORS;
            case 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x71, 0x72, 0x73 -> Feature.GC;
            default -> null;
        };
    }
}
