package dev.tagalong.runtime.internal.compile.emit;

import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.opcode.Opcode;

/** Writes instructions on objects, with their operands on the JVM's stack. */
final class ObjectEmitter {

    private final StructEmitter structs;
    private final ArrayEmitter arrays;
    private final CastEmitter casts;

    ObjectEmitter(MethodContext context, EngineValues engine, MethodLocals locals, LoopArrays loops) {
        this.structs = new StructEmitter(context, engine, locals);
        this.arrays = new ArrayEmitter(context, engine, locals, loops);
        this.casts = new CastEmitter(context, engine);
    }

    /**
     * Whether nothing is written for an instruction. Then it has no line either: of two lines at one place HotSpot tells the
     * first one, and a trap of the next instruction would seem to be of this one.
     */
    static boolean isSilent(Node node) {
        return node.opcode == Opcode.ANY_CONVERT_EXTERN || node.opcode == Opcode.EXTERN_CONVERT_ANY;
    }

    void write(Node node) {
        switch (node.opcode) {
            case STRUCT_NEW -> structs.make(node);
            case STRUCT_NEW_DEFAULT -> structs.makeDefault(node);
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> structs.get(node);
            case STRUCT_SET -> structs.set(node);
            case ARRAY_LEN -> arrays.length();
            case REF_TEST, REF_TEST_NULL -> casts.test(node.target);
            case REF_CAST, REF_CAST_NULL -> casts.cast(node.target);
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {
                // The object stays the same.
            }
            case ARRAY_NEW,
                    ARRAY_NEW_DEFAULT,
                    ARRAY_NEW_FIXED,
                    ARRAY_NEW_DATA,
                    ARRAY_NEW_ELEM,
                    ARRAY_GET,
                    ARRAY_GET_S,
                    ARRAY_GET_U,
                    ARRAY_SET,
                    ARRAY_FILL,
                    ARRAY_COPY,
                    ARRAY_INIT_DATA,
                    ARRAY_INIT_ELEM -> arrays.write(node);
            default -> throw new IllegalStateException("not an instruction on objects: " + node.opcode);
        }
    }

    /** Pops a reference, pushes a number that is not 0 if a branch on a cast is to be taken. */
    void branch(Node node) {
        casts.branch(node);
    }
}
