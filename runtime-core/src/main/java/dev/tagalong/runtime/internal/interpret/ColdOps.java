package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.call.ExceptionTraces;
import dev.tagalong.runtime.internal.call.IndirectCalls;
import dev.tagalong.runtime.internal.instructions.Meanings;
import dev.tagalong.runtime.internal.instructions.MemoryInstructions;
import dev.tagalong.runtime.internal.instructions.ObjectInstructions;
import dev.tagalong.runtime.internal.instructions.TableInstructions;
import dev.tagalong.runtime.internal.memory.Addresses;
import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.object.Exceptions;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.internal.semantics.References;
import dev.tagalong.runtime.internal.store.GlobalImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;

/** Instructions that are seldom executed, or do so much that the way here does not matter. See {@link Op}. */
final class ColdOps {

    private static final Opcode[] OPCODES = Opcode.values();

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
            case Op.REF_IS_NULL -> stack[frame + a] = References.ref_is_null(references[frame + b]);
            case Op.REF_AS_NON_NULL -> {
                if (references[frame + a] == null) {
                    throw new Trap(TrapKind.NULL_REFERENCE);
                }
            }
            case Op.REF_FUNC -> references[frame + a] = instance.functions[b];
            case Op.GLOBAL_GET_REFERENCE -> references[frame + a] = instance.globals[b].reference;
            case Op.GLOBAL_SET_REFERENCE -> {
                GlobalImpl global = instance.globals[b];
                global.reference = references[frame + a];
            }
            case Op.EFFECTIVE_ADDRESS32 ->
                stack[frame + a] = (stack[frame + a] & 0xFFFF_FFFFL) + Integer.toUnsignedLong(b);
            case Op.EFFECTIVE_ADDRESS64 ->
                stack[frame + a] =
                        Addresses.effective(stack[frame + a], Integer.toUnsignedLong(b) | (long) c << Integer.SIZE);
            case Op.TABLE_INDEX -> stack[frame + a] = IndirectCalls.index(instance.tables[b], stack[frame + a]);
            case Op.GLOBAL_GET_VECTOR -> {
                GlobalImpl global = instance.globals[b];
                stack[frame + a] = global.bits;
                stack[frame + a + 1] = global.highBits;
            }
            case Op.GLOBAL_SET_VECTOR -> {
                GlobalImpl global = instance.globals[b];
                global.bits = stack[frame + a];
                global.highBits = stack[frame + a + 1];
            }
            case Op.COPY -> System.arraycopy(stack, frame + b, stack, frame + a, c);
            case Op.COPY_REFERENCES -> {
                System.arraycopy(stack, frame + b, stack, frame + a, c);
                System.arraycopy(references, frame + b, references, frame + a, c);
            }
            case Op.THROW -> {
                ExceptionImpl exception =
                        ExceptionImpl.of(instance.tags[b], instance.tags[b].shape, stack, references, frame + a);
                ExceptionTraces.note(exception, context);
                throw exception;
            }
            case Op.THROW_REF -> throw Exceptions.thrown(references[frame + a]);
            default -> {
                // These may take long.
                if (context.interrupted) {
                    context.handleInterrupt();
                }
                if (op >= Op.OBJECT) {
                    ObjectInstructions.execute(OPCODES[op - Op.OBJECT], stack, references, frame + a, instance, b, c);
                } else if (op >= Op.REGULAR) {
                    Meanings.ALL.instruction(op - Op.REGULAR).execute(stack, references, frame + a, instance, b, c);
                } else if (op >= Op.MEMORY_SIZE) {
                    memory(op, b, c, instance, stack, frame + a);
                } else {
                    table(op, b, c, instance, stack, references, frame + a);
                }
            }
        }
    }

    private static void table(int op, int b, int c, InstanceImpl instance, long[] stack, Object[] references, int at) {
        switch (op) {
            case Op.TABLE_GET -> references[at] = TableInstructions.table_get((int) stack[at], instance, b);
            case Op.TABLE_SET -> TableInstructions.table_set((int) stack[at], references[at + 1], instance, b);
            case Op.TABLE_SIZE -> stack[at] = TableInstructions.table_size(instance, b);
            case Op.TABLE_GROW ->
                stack[at] = TableInstructions.table_grow(references[at], (int) stack[at + 1], instance, b);
            case Op.TABLE_FILL ->
                TableInstructions.table_fill((int) stack[at], references[at + 1], (int) stack[at + 2], instance, b);
            case Op.TABLE_COPY ->
                TableInstructions.table_copy((int) stack[at], (int) stack[at + 1], (int) stack[at + 2], instance, b, c);
            case Op.TABLE_INIT ->
                TableInstructions.table_init((int) stack[at], (int) stack[at + 1], (int) stack[at + 2], instance, b, c);
            case Op.ELEM_DROP -> TableInstructions.elem_drop(instance, b);
            default -> throw new IllegalStateException("no instruction " + op);
        }
    }

    private static void memory(int op, int b, int c, InstanceImpl instance, long[] stack, int at) {
        switch (op) {
            case Op.MEMORY_SIZE -> stack[at] = MemoryInstructions.memory_size(instance, b);
            case Op.MEMORY_GROW -> stack[at] = MemoryInstructions.memory_grow((int) stack[at], instance, b);
            case Op.MEMORY_FILL ->
                MemoryInstructions.memory_fill((int) stack[at], (int) stack[at + 1], (int) stack[at + 2], instance, b);
            case Op.MEMORY_COPY ->
                MemoryInstructions.memory_copy(
                        (int) stack[at], (int) stack[at + 1], (int) stack[at + 2], instance, b, c);
            case Op.MEMORY_INIT ->
                MemoryInstructions.memory_init(
                        (int) stack[at], (int) stack[at + 1], (int) stack[at + 2], instance, b, c);
            case Op.DATA_DROP -> MemoryInstructions.data_drop(instance, b);
            default -> throw new IllegalStateException("no instruction " + op);
        }
    }
}
