package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.memory.MemoryForm;
import java.util.function.Consumer;
import org.objectweb.asm.Label;

/** What a method has of the engine, in JVM locals: the instance, the calls that remain, the context, memory 0's array or buffer. */
final class EngineValues {

    private final CodeVisitor mv;
    private final MemoryForm form;
    private int instance = -1;
    private int remaining = -1;
    private int context = -1;
    private int bytes = -1;

    EngineValues(CodeVisitor mv, MemoryForm form) {
        this.mv = mv;
        this.form = form;
    }

    // ---- the method's beginning

    /** The method is called with the instance. */
    void takeInstance(JvmLocals locals) {
        instance = locals.take(Names.INSTANCE);
    }

    /** The method is called with how many calls remain. */
    void takeRemaining(JvmLocals locals) {
        remaining = locals.take(INTEGER);
    }

    /** The method is called with memory 0's array. */
    void takeBytes(JvmLocals locals) {
        bytes = locals.take(form == MemoryForm.SHARED ? Names.BUFFER : Names.BYTES_TYPE);
    }

    /** Reads the context. */
    void makeContext(JvmLocals locals) {
        context = locals.take(Names.CONTEXT);
        loadInstance();
        mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "owner", Names.CONTEXT_TYPE);
        mv.visitVarInsn(ASTORE, context);
    }

    /** Reads memory 0's array. */
    void makeBytes(JvmLocals locals) {
        takeBytes(locals);
        readBytes();
    }

    // ---- values

    void loadInstance() {
        mv.visitVarInsn(ALOAD, instance);
    }

    /** Pushes what the instance's objects are counted by. */
    void loadHeap() {
        loadInstance();
        mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "heap", Names.HEAP_LIMIT_TYPE);
    }

    void loadRemaining() {
        mv.visitVarInsn(ILOAD, remaining);
    }

    void loadContext() {
        mv.visitVarInsn(ALOAD, context);
    }

    /** Pushes memory 0's array; {@code null} if the method does without. */
    void loadBytes() {
        if (bytes < 0) {
            mv.visitInsn(ACONST_NULL);
        } else {
            mv.visitVarInsn(ALOAD, bytes);
        }
    }

    /** After anything that may have grown memory 0. The first buffer of one that is shared stays. */
    void reloadBytes() {
        if (bytes >= 0 && form != MemoryForm.SHARED) {
            readBytes();
        }
    }

    private void readBytes() {
        loadInstance();
        mv.visitFieldInsn(GETFIELD, Names.INSTANCE, "memory0", Names.MEMORY_TYPE);
        if (form == MemoryForm.SHARED) {
            mv.visitTypeInsn(CHECKCAST, Names.SHARED_MEMORY);
            mv.visitFieldInsn(GETFIELD, Names.SHARED_MEMORY, "low", Names.BUFFER_TYPE);
        } else {
            mv.visitFieldInsn(GETFIELD, Names.MEMORY, "bytes", Names.BYTES_TYPE);
        }
        mv.visitVarInsn(ASTORE, bytes);
    }

    /** Lets others stop this thread in a loop. */
    void poll(Consumer<Label> place) {
        poll("interrupted", place);
    }

    /** Lets others stop this thread where a function begins that is not begun again by a jump. */
    void pollAtCall(Consumer<Label> place) {
        poll("interruptedAtCalls", place);
    }

    private void poll(String flag, Consumer<Label> place) {
        Label undisturbed = new Label();
        loadContext();
        mv.visitFieldInsn(GETFIELD, Names.CONTEXT, flag, "Z");
        mv.visitJumpInsn(IFEQ, undisturbed);
        loadContext();
        mv.visitMethodInsn(INVOKEVIRTUAL, Names.CONTEXT, "handleInterrupt", "()V", false);
        place.accept(undisturbed);
    }
}
