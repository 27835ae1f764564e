package dev.tagalong.itests.felix.storm;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A thread of Java code that opens libraries, calls them, and remembers weakly what they were made of, so that the test
 * can see it go.
 */
final class Watcher extends Sailor {

    private static final long PAUSE_MILLIS = 1;

    private final Queue<WeakReference<Object>> remembered = new ConcurrentLinkedQueue<>();

    Watcher(Linker linker, Shelf shelf, Tally tally, Random random, BooleanSupplier blowing) {
        super(linker, shelf, tally, random, blowing);
    }

    @Override
    void work() throws InterruptedException {
        look(random.nextInt(shelf.size()));
        Thread.sleep(PAUSE_MILLIS);
    }

    @Override
    String activity() {
        return remembered.stream()
                .map(WeakReference::get)
                .filter(Instance.class::isInstance)
                .map(instance -> ((Instance) instance).activity())
                .filter(activity -> !activity.endsWith("is idle"))
                .collect(Collectors.joining("\n"));
    }

    private void look(int library) {
        int oldest = shelf.oldest(library);
        try (Library open = linker.open(Shelf.name(library))) {
            remember(open.instance());
            int revision =
                    shelf.revision(library, (int) open.function("stamped").call(0));
            if (revision < oldest) {
                throw new AssertionError(Shelf.name(library) + ": revision " + revision + " after " + oldest);
            }
            tally.answer();
        } catch (DlException e) {
            tally.refusal();
        } catch (Trap trap) {
            if (!trap.getMessage().contains(Shelf.name(library))) {
                throw trap;
            }
            tally.trap(trap.kind());
        }
    }

    private void remember(Instance instance) {
        for (Object part : List.of(instance, instance.module(), instance.memory())) {
            remembered.add(new WeakReference<>(part));
        }
    }

    /** How many of the remembered objects are still there. */
    long alive() {
        return remembered.stream().filter(r -> r.get() != null).count();
    }

    /** How many objects were remembered. */
    int seen() {
        return remembered.size();
    }
}
