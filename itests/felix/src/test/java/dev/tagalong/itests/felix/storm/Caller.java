package dev.tagalong.itests.felix.storm;

import dev.tagalong.dl.Linker;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A thread that runs programs, one after the other: each opens libraries, keeps their function pointers, calls through
 * them whether they are still good or not, and closes some of what it opened.
 */
final class Caller implements Runnable {

    private static final int PROGRAM_STEPS = 400;

    /** A breath every so many steps, so that on few processors the bundles get on as well. */
    private static final int BREATH_STEPS = 20;

    /** How a call may end when its library goes: the pointer is stale, or the call was cancelled on the way. */
    private static final Set<TrapKind> NAMED = EnumSet.of(TrapKind.UNDEFINED_ELEMENT, TrapKind.CANCELLED);

    /** A function pointer, and the revision that it leads to once that is known. */
    private static final class Pointer {
        final int handle;
        final int value;
        final int oldest;
        int revision;

        Pointer(int handle, int value, int oldest) {
            this.handle = handle;
            this.value = value;
            this.oldest = oldest;
        }
    }

    private final Linker linker;
    private final Shelf shelf;
    private final Tally tally;
    private final Random random;
    private final BooleanSupplier blowing;
    private final Map<Integer, Pointer> pointers = new HashMap<>();

    Caller(Linker linker, Shelf shelf, Tally tally, Random random, BooleanSupplier blowing) {
        this.linker = linker;
        this.shelf = shelf;
        this.tally = tally;
        this.random = random;
        this.blowing = blowing;
    }

    @Override
    public void run() {
        try {
            while (blowing.getAsBoolean()) {
                pointers.clear();
                try (Driver driver = new Driver(linker)) {
                    for (int i = 1; i <= PROGRAM_STEPS && blowing.getAsBoolean(); i++) {
                        step(driver, random.nextInt(shelf.size()));
                        if (i % BREATH_STEPS == 0) {
                            Thread.sleep(1);
                        }
                    }
                }
            }
        } catch (Throwable e) {
            tally.failure(e);
        }
    }

    private void step(Driver driver, int library) {
        Pointer pointer = pointers.get(library);
        if (pointer == null) {
            open(driver, library);
        } else if (random.nextInt(8) > 0) {
            call(driver, library, pointer);
        } else {
            close(driver, library, pointer);
        }
    }

    private void open(Driver driver, int library) {
        int oldest = shelf.oldest(library);
        int handle = driver.open(Shelf.name(library), OpenFlags.RTLD_NOW);
        if (handle == 0) {
            refused(driver);
            return;
        }
        int value = driver.symbolOrNull(handle, "stamped");
        if (value == 0) {
            refused(driver);
            driver.close(handle);
            return;
        }
        pointers.put(library, new Pointer(handle, value, oldest));
    }

    private void call(Driver driver, int library, Pointer pointer) {
        int x = random.nextInt(1_000);
        try {
            check(library, pointer, driver.call(pointer.value, x) - x);
        } catch (Trap trap) {
            if (!NAMED.contains(trap.kind()) || !trap.getMessage().contains(Shelf.name(library))) {
                throw trap;
            }
            tally.trap(trap.kind());
            close(driver, library, pointer);
        }
    }

    private void check(int library, Pointer pointer, int stamp) {
        int revision = shelf.revision(library, stamp);
        if (revision < pointer.oldest) {
            throw new AssertionError(Shelf.name(library) + ": an open after revision " + pointer.oldest
                    + " was active got revision " + revision);
        }
        if (pointer.revision != 0 && pointer.revision != revision) {
            throw new AssertionError(Shelf.name(library) + ": a pointer to revision " + pointer.revision
                    + " now leads to revision " + revision);
        }
        pointer.revision = revision;
        tally.answer();
    }

    private void close(Driver driver, int library, Pointer pointer) {
        pointers.remove(library);
        if (driver.close(pointer.handle) != 0) {
            refused(driver);
        }
    }

    private void refused(Driver driver) {
        String why = driver.error();
        if (why == null || why.isBlank()) {
            throw new AssertionError("refused without a reason");
        }
        tally.refusal();
    }
}
