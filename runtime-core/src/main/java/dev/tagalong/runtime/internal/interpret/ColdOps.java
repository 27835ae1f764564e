package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.store.GlobalImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;

/** Instructions that are seldom executed, or do so much that the way here does not matter. See {@link Op}. */
final class ColdOps {

    private ColdOps() {}

    /** Executes an instruction. The memory may be another after it, but not the stack. */
    static void execute(int op, int a, int b, int c, ExecutionContext context, InstanceImpl instance, int frame) {
        Object[] references = context.references;
        long[] stack = context.stack;
        switch (op) {
            case Op.MOVE_REFERENCE -> references[frame + a] = references[frame + b];
            case Op.SELECT_REFERENCE -> {
                if ((int) stack[frame + c] == 0) {
                    references[frame + a] = references[frame + b];
                }
            }
            case Op.REF_NULL -> references[frame + a] = null;
            case Op.REF_IS_NULL -> stack[frame + a] = references[frame + b] == null ? 1 : 0;
            case Op.REF_FUNC -> references[frame + a] = instance.functions[b];
            case Op.GLOBAL_GET_REFERENCE -> references[frame + a] = instance.globals[b].reference;
            case Op.GLOBAL_SET_REFERENCE -> {
                GlobalImpl global = instance.globals[b];
                global.reference = references[frame + a];
            }
            case Op.COPY -> System.arraycopy(stack, frame + b, stack, frame + a, c);
            case Op.COPY_REFERENCES -> {
                System.arraycopy(stack, frame + b, stack, frame + a, c);
                System.arraycopy(references, frame + b, references, frame + a, c);
            }
            default -> {
                // These may take long.
                if (context.interrupted) {
                    context.handleInterrupt();
                }
                if (op >= Op.MEMORY_SIZE) {
                    memory(op, b, c, instance, stack, frame + a);
                } else {
                    table(op, b, c, instance, stack, references, frame + a);
                }
            }
        }
    }

    private static void table(int op, int b, int c, InstanceImpl instance, long[] stack, Object[] references, int at) {
        switch (op) {
            case Op.TABLE_GET -> references[at] = instance.tables[b].get((int) stack[at]);
            case Op.TABLE_SET -> instance.tables[b].set((int) stack[at], references[at + 1]);
            case Op.TABLE_SIZE -> stack[at] = instance.tables[b].size();
            case Op.TABLE_GROW -> stack[at] = instance.tables[b].grow((int) stack[at + 1], references[at]);
            case Op.TABLE_FILL -> instance.tables[b].fill((int) stack[at], references[at + 1], (int) stack[at + 2]);
            case Op.TABLE_COPY ->
                instance.tables[b].copy((int) stack[at], instance.tables[c], (int) stack[at + 1], (int) stack[at + 2]);
            case Op.TABLE_INIT ->
                instance.tables[c].init(
                        (int) stack[at], instance.elements[b], (int) stack[at + 1], (int) stack[at + 2]);
            case Op.ELEM_DROP -> instance.dropElements(b);
            default -> throw new IllegalStateException("no instruction " + op);
        }
    }

    private static void memory(int op, int b, int c, InstanceImpl instance, long[] stack, int at) {
        switch (op) {
            case Op.MEMORY_SIZE -> stack[at] = instance.memories[b].pages();
            case Op.MEMORY_GROW -> stack[at] = instance.memories[b].grow(unsigned(stack[at]));
            case Op.MEMORY_FILL ->
                instance.memories[b].fill(unsigned(stack[at]), (byte) stack[at + 1], unsigned(stack[at + 2]));
            case Op.MEMORY_COPY ->
                instance.memories[b].copy(
                        unsigned(stack[at]), instance.memories[c], unsigned(stack[at + 1]), unsigned(stack[at + 2]));
            case Op.MEMORY_INIT ->
                instance.initMemory(
                        b, instance.memories[c], unsigned(stack[at]), (int) stack[at + 1], (int) stack[at + 2]);
            case Op.DATA_DROP -> instance.dropData(b);
            default -> throw new IllegalStateException("no instruction " + op);
        }
    }

    private static long unsigned(long i32) {
        return i32 & 0xFFFF_FFFFL;
    }
}
