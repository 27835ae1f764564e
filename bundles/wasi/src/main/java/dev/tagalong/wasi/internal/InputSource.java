package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/**
 * Reads a stream so that whoever waits for input can be stopped. A stream's {@code read} may block for good, and nothing
 * else tells the stream's end; so where no bytes are known to be there, a helper thread reads what comes, and the
 * program's thread waits for it with an eye on its own cancellation. Those bytes, or the end, are kept for the next to
 * read. Many streams never know of any bytes, a shell's pipes for one, so the helper reads as many as come at once.
 *
 * <p>One object belongs to one stream, so that programs that share it do not read at once. Whoever uses the stream, a
 * program's thread or the helper, is marked by {@link #busy} and is the one that may use the other fields; no lock is
 * held meanwhile. The stream itself is passed to each method and not kept, so that this object does not hold on to it.
 */
final class InputSource {

    /** Answered where there is no input now, but may come. */
    static final int NOTHING_YET = -2;

    private static final int AHEAD_BYTES = 1 << 13;
    private static final long SLICE_MILLIS = 20;

    private boolean busy;

    /** How far the helper is, while it is the one that is {@link #busy}. */
    private Progress progress = Progress.NONE;

    /** Bytes that were read ahead. */
    private final byte[] ahead = new byte[AHEAD_BYTES];

    /** Where in {@link #ahead} those are that nobody has read, {@code from} to {@code to}. */
    private int from;

    private int to;

    /** Whether the stream's end was read instead. */
    private boolean atEnd;

    private IOException failure;

    private enum Progress {
        NONE,
        STARTING,
        READING,
        /** Somebody has waited as long as what is there takes to be found. */
        WAITING
    }

    private final long searchMillis;

    /**
     * For one stream.
     *
     * @param searchMillis how long a helper that has begun to read gets to find what is there, for those who do not wait
     */
    InputSource(long searchMillis) {
        this.searchMillis = searchMillis;
    }

    /**
     * Reads what is there, waiting for a byte at least if asked to.
     *
     * @param target not empty
     * @return the number of bytes, 0 at the end of the stream, or {@link #NOTHING_YET}
     * @throws Trap if the instance is cancelled, its deadline passes or the thread is interrupted while it waits
     */
    int read(Instance caller, InputStream stream, byte[] target, boolean wait) throws IOException {
        Thread helper = null;
        boolean maySearch = true;
        try {
            while (true) {
                if (claim()) {
                    int length = readNow(stream, target);
                    if (length != NOTHING_YET) {
                        return length;
                    }
                    helper = startHelper(stream);
                }
                if (wait) {
                    awaitChange(SLICE_MILLIS);
                } else if (maySearch) {
                    awaitWhatIsThere(caller);
                    maySearch = false;
                } else {
                    return NOTHING_YET;
                }
                caller.checkpoint();
            }
        } catch (Trap stopped) {
            if (helper != null) {
                helper.interrupt();
            }
            throw stopped;
        }
    }

    /**
     * How many bytes can be read without waiting: at least that many, 0 at the end of the stream, or
     * {@link #NOTHING_YET}; then {@link #awaitChange} learns when that changes. A stream that failed counts as one that
     * has a byte, since a read does not wait.
     */
    int readiness(InputStream stream) {
        if (!claim()) {
            return NOTHING_YET;
        }
        boolean release = true;
        try {
            if (failure != null) {
                return 1;
            }
            if (atEnd) {
                return 0;
            }
            int known = to - from + Math.max(0, stream.available());
            if (known != 0) {
                return known;
            }
            release = false;
        } catch (IOException e) {
            failure = e;
            return 1;
        } finally {
            if (release) {
                release();
            }
        }
        startHelper(stream);
        return NOTHING_YET;
    }

    /**
     * Gives the helper the time to find what is there already, or the stream's end: a stream that does not tell how much that is
     * would have nothing for whoever does not wait. Where nothing is there, this takes some milliseconds once, and no time until
     * something has been read.
     *
     * @throws Trap if the instance is cancelled, its deadline passes or the thread is interrupted
     */
    void awaitWhatIsThere(Instance caller) {
        while (isAt(Progress.STARTING)) {
            awaitChange(SLICE_MILLIS);
            caller.checkpoint();
        }
        long begin = System.nanoTime();
        while (isAt(Progress.READING)) {
            long left = searchMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            if (left <= 0) {
                endSearch();
            } else {
                awaitChange(Math.min(left, SLICE_MILLIS));
                caller.checkpoint();
            }
        }
    }

    private synchronized boolean isAt(Progress step) {
        return progress == step;
    }

    private synchronized void endSearch() {
        if (progress == Progress.READING) {
            progress = Progress.WAITING;
        }
    }

    /**
     * Waits until another thread has done with the stream, at most for {@code millis}; not at all if none uses it.
     *
     * @throws Trap of kind {@link TrapKind#CANCELLED} if the thread is interrupted
     */
    synchronized void awaitChange(long millis) {
        if (busy) {
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Trap(TrapKind.CANCELLED, "the thread was interrupted while it waited for input");
            }
        }
    }

    /** Reads without waiting, having claimed the stream; keeps the claim only if the answer is {@link #NOTHING_YET}. */
    private int readNow(InputStream stream, byte[] target) throws IOException {
        int length = 0;
        try {
            length = readKnown(stream, target);
            return length;
        } finally {
            if (length != NOTHING_YET) {
                release();
            }
        }
    }

    private int readKnown(InputStream stream, byte[] target) throws IOException {
        if (failure != null) {
            IOException e = failure;
            failure = null;
            throw e;
        }
        if (atEnd) {
            // Told once: a terminal may go on after an end.
            atEnd = false;
            return 0;
        }
        int have = Math.min(to - from, target.length);
        System.arraycopy(ahead, from, target, 0, have);
        from += have;
        try {
            int more = Math.min(stream.available(), target.length - have);
            if (more > 0) {
                have += Math.max(0, stream.read(target, have, more));
            }
        } catch (IOException e) {
            if (have == 0) {
                throw e;
            }
            failure = e;
        }
        return have == 0 ? NOTHING_YET : have;
    }

    /** Has a thread read what comes; it takes over the claim. */
    private Thread startHelper(InputStream stream) {
        Thread thread = new Thread(() -> readAhead(stream), "tagalong-wasi-input");
        thread.setDaemon(true);
        boolean started = false;
        try {
            advance(Progress.STARTING);
            thread.start();
            started = true;
        } finally {
            if (!started) {
                release();
            }
        }
        return thread;
    }

    private synchronized void advance(Progress step) {
        progress = step;
        notifyAll();
    }

    private void readAhead(InputStream stream) {
        int length = 0;
        IOException failed = null;
        try {
            advance(Progress.READING);
            length = stream.read(ahead, 0, readsBlocks(stream) ? ahead.length : 1);
        } catch (InterruptedIOException e) {
            // Whoever waited was stopped; the stream is as it was.
            length = 0;
        } catch (IOException e) {
            failed = e;
        } catch (RuntimeException e) {
            failed = new IOException("reading standard input failed", e);
        } finally {
            synchronized (this) {
                from = 0;
                to = Math.max(0, length);
                atEnd = length < 0;
                failure = failed;
                release();
            }
        }
    }

    /** Whether a read of several bytes answers with fewer if it would have to wait for more: what Java inherits waits. */
    private static boolean readsBlocks(InputStream stream) {
        try {
            Class<?> reader = stream.getClass()
                    .getMethod("read", byte[].class, int.class, int.class)
                    .getDeclaringClass();
            return reader != InputStream.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every InputStream has it", e);
        }
    }

    private synchronized boolean claim() {
        if (busy) {
            return false;
        }
        busy = true;
        return true;
    }

    private synchronized void release() {
        busy = false;
        progress = Progress.NONE;
        notifyAll();
    }
}
