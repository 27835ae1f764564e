package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The threads of a program by the addresses of their {@code struct pthread}. What a thread has in memory, its stack included, is given
 * back when nobody wants it any more and it has left its last function. Safe for any thread.
 */
final class PthreadTable {

    private final Map<Integer, Pthread> threads = new HashMap<>();

    /** Those that run, or are about to. */
    private final Set<Pthread> live = new HashSet<>();

    /** Those whose memory may go once they have ended. */
    private final Set<Integer> unwanted = new HashSet<>();

    /** That of the caller's program. */
    static PthreadTable of(Instance caller) {
        return caller.attachment(PthreadTable.class, PthreadTable::new);
    }

    /** Takes note of the main thread, which never goes. */
    synchronized void main(Pthread thread) {
        threads.put(thread.address(), thread);
    }

    synchronized void begins(Pthread thread) {
        threads.put(thread.address(), thread);
        live.add(thread);
    }

    /** It was not to be: the program keeps its memory. */
    synchronized void failed(Pthread thread) {
        threads.remove(thread.address(), thread);
        live.remove(thread);
    }

    synchronized void ended(Pthread thread) {
        live.remove(thread);
    }

    /** The thread of an address, or {@code null}. */
    synchronized Pthread find(int address) {
        return threads.get(address);
    }

    /** Nobody wants a thread any more. */
    void drop(Instance caller, int address) {
        synchronized (this) {
            if (threads.containsKey(address)) {
                unwanted.add(address);
            }
        }
        if (Pthread.of(caller).address() != address) {
            // Else the caller has no thread of C any more, and stands on the memory that goes.
            giveBack(caller);
        }
    }

    /** Gives back the memory of threads that nobody wants and that have ended; the caller is a thread of the program that runs. */
    void giveBack(Instance caller) {
        List<Integer> gone = takeGone();
        Function free = Runtime.find(caller.leader(), Runtime.SET, "_emscripten_thread_free_data");
        if (free != null) {
            gone.forEach(free::call);
        }
    }

    private synchronized List<Integer> takeGone() {
        List<Integer> gone = new ArrayList<>();
        for (int address : unwanted) {
            if (!live.contains(threads.get(address))) {
                gone.add(address);
            }
        }
        gone.forEach(unwanted::remove);
        gone.forEach(threads::remove);
        return gone;
    }
}
