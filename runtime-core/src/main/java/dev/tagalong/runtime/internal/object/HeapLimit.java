package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of the Java heap an instance's structures and arrays may take.
 *
 * <p>Who makes an object counts its bytes. Each time that these are a slice, the object that has just been made becomes a sample,
 * which stands for all bytes since the one before and is held weakly. So the samples that are left tell how much is in use, give or
 * take a few percent, once the garbage is gone. When they come to more than the limit, the garbage collector is asked to run, and
 * only if they do so after that is the limit exceeded. As a collection is dear, it is asked for so seldom that an instance spends
 * no more than a tenth of its time on that; until the next one an instance may be over its limit.
 *
 * <p>With a limit or without, an instance may take what there is, but not all of it: who has allocated most while the Java heap is all
 * but full, and stays so when garbage is gone, has exceeded it, see {@link JavaHeap}.
 *
 * <p>It is used by the thread that runs the instance. Who changes the limit makes another one, {@link #next}.
 */
public final class HeapLimit {

    /** No limit. */
    public static final long NONE = Long.MAX_VALUE;

    private static final int SLICES = 512;
    private static final long LEAST_SLICE = 1 << 12;

    /** An object that was made, and the bytes that it stands for. */
    private static final class Sample extends WeakReference<Object> {
        private final long bytes;

        Sample(Object object, long bytes) {
            super(object);
            this.bytes = bytes;
        }
    }

    /** How many bytes may be allocated until the next sample. */
    private long credit;

    /** What {@link #credit} was after the last sample. */
    private long granted;

    private JavaHeap.Share share = JavaHeap.share();

    /** With a limit: how many bytes were allocated since the last look at the Java heap. */
    private long unseen;

    private final long limit;
    private final boolean limited;
    private final long slice;

    /** Runs the garbage collector; another in tests. */
    private final Runnable collector;

    /** That of before, whose samples are taken over by the instance's thread. */
    private HeapLimit previous;

    private List<Sample> samples = new ArrayList<>();
    private long sampled;
    private final CollectionTimes collections = new CollectionTimes();
    private boolean exceeded;

    /** With a limit in bytes, or {@link #NONE}. */
    public HeapLimit(long limit) {
        this(limit, System::gc);
    }

    HeapLimit(long limit, Runnable collector) {
        this.limit = limit;
        this.limited = limit != NONE;
        this.collector = collector;
        this.slice = Math.max(LEAST_SLICE, limited ? limit / SLICES : JavaHeap.slice());
        this.credit = slice;
        this.granted = slice;
    }

    /** Another limit for the same objects; those that were made without a limit do not count. */
    public HeapLimit next(long bytes) {
        HeapLimit next = new HeapLimit(bytes, collector);
        next.previous = this;
        next.share = share;
        next.credit = 0;
        next.granted = 0;
        return next;
    }

    /**
     * Counts an object. This is short enough for HotSpot to inline it anywhere (35 bytes of bytecode), and looks first whether there
     * is a limit: where there never is, HotSpot sees that the object is handed to nobody, and may do without it.
     *
     * @throws Trap if the limit is exceeded
     */
    public void made(Object object, long bytes) {
        if (limited) {
            count(object, bytes);
            return;
        }
        if ((credit -= bytes) < 0) {
            look();
        }
    }

    private void count(Object object, long bytes) {
        if ((credit -= bytes) < 0) {
            sample(object);
        }
    }

    private void look() {
        previous = null;
        long bytes = granted - credit;
        credit = 0;
        granted = 0;
        look(bytes);
        credit = slice;
        granted = slice;
    }

    private void look(long bytes) {
        if (JavaHeap.isExceededBy(share, bytes, collector)) {
            throw new Trap(TrapKind.OUT_OF_MEMORY, "Java's heap is full, of which -Xmx sets the size");
        }
    }

    private void sample(Object object) {
        takeOver();
        long bytes = granted - credit;
        // What throws is asked again at the next object.
        credit = 0;
        granted = 0;
        samples.add(new Sample(object, bytes));
        sampled += bytes;
        check(0);
        unseen += bytes;
        if (unseen > JavaHeap.slice()) {
            look(unseen);
            unseen = 0;
        }
        credit = slice;
        granted = slice;
    }

    private void takeOver() {
        HeapLimit before = previous;
        previous = null;
        if (before != null) {
            before.takeOver();
            samples = before.samples;
            sampled = before.sampled;
        }
    }

    /**
     * Makes sure that there is room for an object, before it is made.
     *
     * @throws Trap if it would exceed the limit
     */
    public void require(long bytes) {
        if (limited && bytes > slice) {
            takeOver();
            check(bytes);
        }
    }

    private void check(long more) {
        if (more > limit) {
            throw exceeded();
        }
        if (sampled <= limit - more) {
            return;
        }
        sweep();
        if (sampled > limit - more) {
            collect(limit - more);
        } else {
            exceeded = false;
        }
    }

    private void collect(long most) {
        if (!collections.mayCollect()) {
            if (exceeded) {
                throw exceeded();
            }
            return;
        }
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        collections.collect(collector);
        sweep();
        // Where the JVM does not collect when it is asked to, nobody knows what is garbage.
        exceeded = sampled > most && garbage.refersTo(null);
        if (exceeded) {
            throw exceeded();
        }
    }

    private void sweep() {
        List<Sample> left = new ArrayList<>(samples.size());
        long bytes = 0;
        for (Sample sample : samples) {
            if (!sample.refersTo(null)) {
                left.add(sample);
                bytes += sample.bytes;
            }
        }
        samples = left;
        sampled = bytes;
    }

    private Trap exceeded() {
        return new Trap(TrapKind.OUT_OF_MEMORY, "structures and arrays of more than " + limit + " bytes");
    }
}
