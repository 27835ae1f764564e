package dev.tagalong.runtime.internal.thread;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.meter.MeteredThread;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * What a thread has while it runs WebAssembly: its value stack, the instances it owns, and the flag by which others stop
 * it. Fields without another word belong to the thread itself.
 */
public final class ExecutionContext extends MeteredThread {

    /** No more nested calls than this, whatever an instance allows. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** So many calls are nested before anybody looks whether the Java stack has room for a host function. */
    private static final int CALLS_WITHOUT_LOOK = 64;

    /** One look is enough for so many more. */
    private static final int CALLS_BY_LOOK = 16;

    private static final int FIRST_SLOTS = 1 << 10;
    private static final int MOST_SLOTS = 1 << 24;

    // Held weakly, so that a thread that outlives the engine's bundle does not keep its classes.
    private static final ThreadLocal<WeakReference<ExecutionContext>> CURRENT = new ThreadLocal<>();

    /** Numbers of the value stack; replaced by a larger one as it grows, so read it again after each call. */
    public long[] stack = new long[FIRST_SLOTS];

    /** References of the value stack, index for index beside {@link #stack}; clear what is no longer used. */
    public Object[] references = new Object[FIRST_SLOTS];

    /** The first free slot of the value stack, for whoever enters next. */
    public int top;

    /** Numbers of several results of a typed call. */
    public long[] results = new long[16];

    /** References of several results of a typed call. */
    public Object[] referenceResults = new Object[16];

    /** How many calls a callback from the host may still nest; set before each call of a host function. */
    public int remaining = UNLIMITED;

    /** While more calls than this remain, a host function is called without a look at the Java stack. */
    public int roomBelow;

    /** What a function that has returned wants called in its place, else {@code null}; a function of the engine's own. */
    public Function tailCallee;

    /** Set by any thread to make this one call {@link #handleInterrupt}; read on loop back-edges. */
    public volatile boolean interrupted;

    /**
     * As {@link #interrupted}, but no volatile one: read where functions begin. HotSpot reads it once for calls that it
     * inlines, and still knows after that what it has read of the heap before. It cannot move it out of a loop, as a
     * loop reads the other one, nor out of a recursion.
     */
    public boolean interruptedAtCalls;

    /** Whether the thread waits by {@link Parking}: who sets {@link #interrupted} for it to stop unparks it. */
    volatile boolean parked;

    /** Instances owned, in the order in which they were taken. */
    OwnedInstance[] held = new OwnedInstance[4];

    int heldCount;

    /** Calls from Java under way. */
    private int nesting;

    /** Where {@link #top} was when each call from Java under way began. */
    private int[] tops = new int[8];

    /** What the called instance's stack pointer was when each call from Java under way began, but for the outermost. */
    private long[] stacks = new long[8];

    private Future<?> deadline;

    /** The scope of the outermost calls, or {@code null}; it tells why they are to stop, or {@code null}. */
    private Supplier<String> scope;

    /** Counts outermost calls from Java: tells an old request to stop from one that means the present call. */
    volatile int epoch;

    /** What to stop; guarded by {@link Ownership#LOCK}. */
    StopRequest stopRequests;

    /** The instance waited for; guarded by {@link Ownership#LOCK}. */
    OwnedInstance waitingFor;

    /** The last trap that was counted, if a call that it may pass through is under way. */
    private Trap counted;

    /** In how many instances this context's calls are suspended below another thread's; guarded by the lock. */
    int suspensions;

    private ExecutionContext() {}

    /** The present thread's context. */
    public static ExecutionContext current() {
        WeakReference<ExecutionContext> reference = CURRENT.get();
        ExecutionContext context = reference == null ? null : reference.get();
        return context != null ? context : create();
    }

    private static ExecutionContext create() {
        ExecutionContext context = new ExecutionContext();
        CURRENT.set(new WeakReference<>(context));
        return context;
    }

    /**
     * Makes sure that the value stack has {@code slots} slots from 0 on.
     *
     * @throws Trap of kind {@link TrapKind#CALL_STACK_EXHAUSTED} if that is more than a stack may have
     */
    public void ensureStack(int slots) {
        if (slots > stack.length || slots < 0) {
            growStack(slots);
        }
    }

    private void growStack(int slots) {
        if (slots < 0 || slots > MOST_SLOTS) {
            throw new Trap(TrapKind.CALL_STACK_EXHAUSTED);
        }
        int size = Math.min(MOST_SLOTS, Math.max(slots, stack.length * 2));
        stack = Arrays.copyOf(stack, size);
        references = Arrays.copyOf(references, size);
    }

    /** Makes sure that {@link #results} and {@link #referenceResults} hold {@code count} values. */
    public void ensureResults(int count) {
        if (count > results.length) {
            results = new long[count];
            referenceResults = new Object[count];
        }
    }

    /** Forgets the references among {@code count} results. */
    public void clearResults(int count) {
        Arrays.fill(referenceResults, 0, count, null);
    }

    /** Why calls of the present scope are to stop; {@code null} if they are not, or there is no scope. */
    String stopReason() {
        return scope == null ? null : scope.get();
    }

    /** Outermost calls belong to a scope from now on, which tells why they are to stop, or to none. */
    void enter(Supplier<String> next) {
        if (nesting > 0) {
            throw new IllegalStateException("a scope cannot begin within a call");
        }
        if (scope != null && next != null) {
            throw new IllegalStateException("this thread has a scope already");
        }
        scope = next;
    }

    /** A call from Java begins: of that instance, or of no instance if it is {@code null}. */
    public void beginJavaCall(OwnedInstance instance) {
        if (nesting == tops.length) {
            tops = Arrays.copyOf(tops, nesting * 2);
            stacks = Arrays.copyOf(stacks, nesting * 2);
        }
        tops[nesting] = top;
        if (nesting++ == 0) {
            epoch++;
            if (scope != null && scope.get() != null) {
                Ownership.cancelCall(this, scope.get());
            }
            if (instance != null && !instance.limits().deadline().isZero()) {
                deadline = instance.watchDeadline(this);
            }
        }
    }

    @Override
    protected boolean inCall() {
        return nesting > 0;
    }

    @Override
    protected List<OwnedInstance> instancesInUse() {
        return Ownership.inUseBy(this);
    }

    /** Whether the call from Java that is under way is the only one. */
    public boolean outermost() {
        return nesting == 1;
    }

    /** Notes the stack pointer's value for the call within a call that has just entered an instance. */
    public void noteStack(long stackPointer) {
        stacks[nesting - 1] = stackPointer;
    }

    /** What was noted when the innermost call from Java began. */
    public long stackOfCall() {
        return stacks[nesting - 1];
    }

    /** The innermost call from Java ends; the outermost gives all instances back. */
    public void endJavaCall() {
        top = tops[--nesting];
        if (nesting == 0) {
            remaining = UNLIMITED;
            Ownership.releaseAll(this);
            if (deadline != null) {
                deadline.cancel(false);
                deadline = null;
            }
        }
    }

    /**
     * What a thread does once it sees {@link #interrupted}: traps if its call was cancelled or is late, and lets others
     * have the instances that it holds but is not in.
     */
    public void handleInterrupt() {
        // Who asks for something meanwhile has the lock that the answer waits for.
        interruptedAtCalls = false;
        interrupted = false;
        Ownership.answerInterrupt(this);
    }

    /** Makes the thread call {@link #handleInterrupt}; called with {@link Ownership#LOCK}. */
    void interrupt() {
        interruptedAtCalls = true;
        interrupted = true;
    }

    /** The outermost call from Java begins, and so many calls may be nested in it. */
    public void beginDepth(int calls) {
        roomBelow = calls - CALLS_WITHOUT_LOOK;
    }

    /**
     * Makes sure that the Java stack has room for a host function; called when {@link #roomBelow} says so.
     *
     * @throws StackOverflowError if it has not
     */
    public void requireRoom(int calls) {
        StackRoom.require();
        roomBelow = calls - CALLS_BY_LOOK;
    }

    /** How many instances it owns, or holds calls in that are suspended. */
    public int heldCount() {
        return heldCount;
    }

    /** One of the instances that it owns, by the order in which they were taken. */
    public OwnedInstance held(int index) {
        return held[index];
    }

    /** Whether a trap that has reached Java here is yet to be counted; it need not be from now on. */
    public boolean isFirstSeen(Trap trap) {
        if (counted == trap) {
            return false;
        }
        // Java code may let it pass into the calls outside of this one.
        counted = outermost() ? null : trap;
        return true;
    }

    /** Takes note of an instance that was taken. */
    void hold(OwnedInstance instance) {
        if (heldCount == held.length) {
            held = Arrays.copyOf(held, heldCount * 2);
        }
        held[heldCount++] = instance;
    }
}
