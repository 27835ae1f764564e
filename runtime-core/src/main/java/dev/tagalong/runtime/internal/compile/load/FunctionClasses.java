package dev.tagalong.runtime.internal.compile.load;

import dev.tagalong.runtime.internal.compile.emit.FunctionEmitter;
import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.FunctionPlan;
import dev.tagalong.runtime.internal.compile.plan.SplitLimits;
import dev.tagalong.runtime.internal.compile.tree.FunctionTree;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.value.CallShape;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntPredicate;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

/**
 * Compiles functions so that they fit: cuts a function into smaller pieces where a method came out bigger than estimated,
 * and walks a deeply nested one on a stack that is deep enough.
 */
final class FunctionClasses {

    /** HotSpot's {@code HugeMethodLimit}: it never compiles a bigger method. */
    static final int HOTSPOT_LIMIT = 8_000;

    /** Functions that are nested deeper are walked on a thread of their own. */
    private static final int DEEP = 200;

    private static final long DEEP_STACK_BYTES = 64L << 20;

    private final WasmModule module;
    private final FunctionBody body;
    private final MemoryForm memory;
    private final SplitLimits limits;
    private final IntPredicate direct;
    private final int loop;
    private final CompilerWork work;

    private FunctionClasses(
            WasmModule module,
            FunctionBody body,
            MemoryForm memory,
            SplitLimits limits,
            IntPredicate direct,
            int loop,
            CompilerWork work) {
        this.module = module;
        this.body = body;
        this.memory = memory;
        this.limits = limits;
        this.direct = direct;
        this.loop = loop;
        this.work = work;
    }

    /**
     * The class file of a function, or {@code null} if it is left to the interpreter.
     *
     * @param memory what memory 0 of the instances is that it is for
     * @param direct by function index, whether to call a function's method itself
     * @param loop the offset of the loop that the main method begins at, or -1; the locals are then on the value stack, as
     *     the interpreter has them, and {@code null} means that the function cannot be entered there
     * @param work what it may take; if that is {@link CompilerWork#exceeded} the function is left to the interpreter
     */
    static byte[] write(
            WasmModule module,
            FunctionBody body,
            MemoryForm memory,
            SplitLimits limits,
            IntPredicate direct,
            int loop,
            CompilerWork work) {
        if (!CallShape.of(body.type()).fitsJava() || body.to() - body.from() > CompilerWork.MOST_CODE_BYTES) {
            return null;
        }
        FunctionClasses function = new FunctionClasses(module, body, memory, limits, direct, loop, work);
        while (true) {
            try {
                return function.write(FunctionTree.of(module, body));
            } catch (CompilerWork.DisturbedException disturbed) {
                work.answer();
                work.begin();
            }
        }
    }

    private byte[] write(FunctionTree tree) {
        if (tree.tooManyParameters || tree.tooManyLabels || tree.deepest > FunctionTree.MOST_NESTING) {
            return null;
        }
        return tree.deepest > DEEP ? writeOnDeepStack(tree) : fit(tree);
    }

    private byte[] writeOnDeepStack(FunctionTree tree) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                result.complete(fit(tree));
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        };
        Thread thread = new Thread(null, task, "tagalong-compiler", DEEP_STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CompilerWork.DisturbedException disturbed) {
                throw disturbed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private byte[] fit(FunctionTree tree) {
        byte[] best = null;
        int size = Integer.MAX_VALUE;
        for (SplitLimits tried = limits; tried != null; tried = tried.smaller()) {
            try {
                FunctionPlan plan = FunctionPlan.of(module, body, tree, memory, tried, loop, work);
                if (plan == null) {
                    return null;
                }
                FunctionEmitter emitter = new FunctionEmitter(plan, memory, direct, work);
                byte[] written = emitter.write();
                if (written == null) {
                    return null;
                }
                if (emitter.biggestMethod() < size) {
                    size = emitter.biggestMethod();
                    best = written;
                }
                if (size <= HOTSPOT_LIMIT) {
                    return best;
                }
            } catch (MethodTooLargeException tooLarge) {
                // Smaller pieces may do.
            } catch (ClassTooLargeException | CompilerWork.ExceededException tooMuch) {
                return best;
            }
        }
        return best;
    }
}
