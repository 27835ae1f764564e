package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.call.Backtraces;
import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.CutFunction;
import dev.tagalong.runtime.internal.compile.plan.FunctionPlan;
import dev.tagalong.runtime.internal.compile.plan.MethodWalk;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import java.util.function.IntPredicate;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Writes the class of one function as its plan says: its main method, and one for each region if it was cut. */
public final class FunctionEmitter {

    private final FunctionClass owner;
    private final CutFunction function;

    /**
     * Writes nothing yet.
     *
     * @param memory what memory 0 of the instances is that it is for
     * @param direct by function index, whether to call a function's method, and not by way of whatever code it has
     */
    public FunctionEmitter(FunctionPlan plan, MemoryForm memory, IntPredicate direct, CompilerWork work) {
        this.owner = new FunctionClass(plan, memory, direct, work);
        this.function = plan.function;
    }

    /**
     * The class file; {@code null} if the main method is to begin at a loop that is never reached.
     *
     * @throws org.objectweb.asm.MethodTooLargeException if a method is too big for the JVM
     * @throws org.objectweb.asm.ClassTooLargeException if there are too many constants
     */
    public byte[] write() {
        String name = Names.methodName(function.body.index());
        if (function.startLoop < 0 && function.leavesTailCalls()) {
            writeEntry(name);
            name = Names.upToTailName(function.body.index());
        }
        String descriptor = function.startLoop < 0
                ? Descriptors.entry(function.type())
                : Descriptors.loopEntry(function.type()).toMethodDescriptorString();
        MethodWalk.main(function, owner.work, new MethodEmitter(MethodContext.main(owner, name, descriptor)));
        byte[] written = owner.end();
        return function.startLoop >= 0 && !owner.startFound() ? null : written;
    }

    /** The size of the biggest method that was written, in bytes of bytecode. */
    public int biggestMethod() {
        return owner.biggestMethod();
    }

    /** Writes the entry of a function that leaves tail calls to its caller: it makes them. */
    private void writeEntry(String name) {
        String descriptor = Descriptors.entry(function.type());
        CodeVisitor entry = owner.method(name, descriptor);
        Label begin = new Label();
        entry.visitLabel(begin);
        entry.visitLineNumber(Backtraces.NO_FRAME, begin);
        int local = InterpretedStub.loadArguments(entry, descriptor);
        entry.visitMethodInsn(INVOKESTATIC, owner.name, Names.upToTailName(function.body.index()), descriptor, false);
        entry.visitVarInsn(ALOAD, local - 2);
        entry.visitVarInsn(ILOAD, local - 1);
        Type result = Type.getReturnType(descriptor);
        String taken = result == Type.VOID_TYPE ? "" : result.getDescriptor();
        entry.visitMethodInsn(
                INVOKESTATIC,
                Names.SUPPORT,
                "endTail",
                "(" + taken + Names.INSTANCE_TYPE + "I)" + result.getDescriptor(),
                false);
        entry.visitInsn(result.getOpcode(IRETURN));
        entry.visitMaxs(0, 0);
        entry.visitEnd();
    }
}
