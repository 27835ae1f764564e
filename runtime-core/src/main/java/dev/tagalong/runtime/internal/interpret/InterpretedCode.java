package dev.tagalong.runtime.internal.interpret;

import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.call.Calls;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.store.Code;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.thread.StackRoom;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MutableCallSite;

/** The code of a function that the interpreter runs until it is replaced by a faster one. */
public final class InterpretedCode extends Code {

    private final InterpretedModule module;
    private final FunctionBody body;
    private MutableCallSite entry;

    /** What {@link #entry} answers: calls of many targets ask for it each time. */
    private volatile MethodHandle present;

    private volatile LoweredFunction form;
    private volatile Code replacement;

    InterpretedCode(InterpretedModule module, FunctionBody body) {
        super(body.type());
        this.module = module;
        this.body = body;
    }

    /** From now on, calls go to {@code code}; those under way end here. */
    public synchronized void replace(Code code) {
        replacement = code;
        module.withdraw(body.index() - module.imported);
        present = code.entry();
        if (entry != null) {
            entry.setTarget(present);
        }
    }

    /** Whether calls go to other code. */
    public boolean replaced() {
        return replacement != null;
    }

    /**
     * From now on, the interpreter leaves a loop of this function for compiled code: the answer to
     * {@link HotnessListener#hotLoop}.
     *
     * @param loop the offset of the loop's opcode in the binary
     * @param compiled takes the context, the frame's place on its value stack, the instance and the calls that remain; it
     *     returns the one result, a number as raw bits in a {@code long}, and {@code 0} if there are none or several;
     *     {@code null} if the loop cannot be entered
     */
    public void enterLoop(int loop, MethodHandle compiled) {
        form().loops.enterBy(loop, compiled);
    }

    @Override
    public boolean compiled() {
        return replaced();
    }

    @Override
    public void call(ExecutionContext context, InstanceImpl instance, int base, int remaining) {
        callUpToTail(context, instance, base, remaining);
        FunctionImpl tail = (FunctionImpl) context.tailCallee;
        if (tail != null) {
            context.tailCallee = null;
            Calls.invoke(context, instance, tail, base, remaining);
        }
    }

    @Override
    public void callUpToTail(ExecutionContext context, InstanceImpl instance, int base, int remaining) {
        LoweredFunction callee = lowered();
        if (callee == null) {
            replacement.callUpToTail(context, instance, base, remaining);
        } else {
            if (++callee.heat >= 0) {
                module.hot(callee);
            }
            Interpreter.run(module, callee, context, instance, base, remaining);
        }
    }

    /** The lowered form, or {@code null} if calls are to go to the replacement. */
    LoweredFunction lowered() {
        return replacement != null ? null : form();
    }

    /** The lowered form, whatever calls go to. */
    LoweredFunction form() {
        LoweredFunction present = form;
        return present != null ? present : lower();
    }

    private synchronized LoweredFunction lower() {
        if (form == null) {
            StackRoom.require();
            LoweredFunction fresh = Lowering.lower(module.wasm, body, module.memory);
            module.publish(fresh);
            form = fresh;
            if (replacement != null) {
                module.withdraw(fresh.number);
            }
        }
        return form;
    }

    @Override
    public MethodHandle entry() {
        MethodHandle known = present;
        return known != null ? known : makeEntry();
    }

    private synchronized MethodHandle makeEntry() {
        if (present == null) {
            entry = new MutableCallSite(StackBridge.of(shape).typedEntry(this));
            present = entry.dynamicInvoker();
        }
        return present;
    }
}
