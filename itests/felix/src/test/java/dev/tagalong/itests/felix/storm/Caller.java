package dev.tagalong.itests.felix.storm;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.itests.felix.fixture.Driver;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * A thread that runs programs, one after the other: each opens libraries, keeps their function pointers, calls through
 * them whether they are still good or not, and closes some of what it opened. Now and then it calls one of two libraries
 * that call each other, and seldom one that never returns.
 */
final class Caller extends Sailor {

    private static final int PROGRAM_STEPS = 400;

    /** A breath every so many steps, so that on few processors the bundles get on as well. */
    private static final int BREATH_STEPS = 20;

    /** How a call may end when its library goes: the pointer is stale, or the call was cancelled on the way. */
    private static final Set<TrapKind> NAMED = EnumSet.of(TrapKind.UNDEFINED_ELEMENT, TrapKind.CANCELLED);

    /** A library that never returns from one of its functions. */
    static final String ENDLESS = "faults.wasm";

    /** One call in so many is to be cancelled: it would last until its bundle goes. */
    private static final int ENDLESS_SHARE = 30_000;

    /** Two libraries that call each other. */
    static final List<String> MUTUAL = List.of("ping.wasm", "pong.wasm");

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

    private final Map<Integer, Pointer> pointers = new HashMap<>();
    private volatile Driver running;

    Caller(Linker linker, Shelf shelf, Tally tally, Random random, BooleanSupplier blowing) {
        super(linker, shelf, tally, random, blowing);
    }

    /** Runs a program until it has done its steps or its own bundle goes. */
    @Override
    void work() throws InterruptedException {
        pointers.clear();
        try (Driver driver = new Driver(linker)) {
            running = driver;
            for (int i = 1; i <= PROGRAM_STEPS && blowing(); i++) {
                step(driver);
                if (i % BREATH_STEPS == 0) {
                    Thread.sleep(1);
                }
            }
        } catch (Trap trap) {
            ended(trap, Driver.MODULE);
        } catch (DlException e) {
            if (!e.getMessage().contains(Driver.MODULE)) {
                throw e;
            }
            tally.refusal();
            Thread.sleep(1);
        } finally {
            running = null;
        }
    }

    @Override
    String activity() {
        Driver driver = running;
        return driver == null
                ? "between two programs"
                : driver.program().instance().activity();
    }

    private void step(Driver driver) {
        int library = random.nextInt(shelf.size());
        Pointer pointer = pointers.get(library);
        if (random.nextInt(ENDLESS_SHARE) == 0) {
            spin(driver);
        } else if (random.nextInt(10) == 0) {
            bounce(driver, MUTUAL.get(random.nextInt(MUTUAL.size())));
        } else if (pointer == null) {
            open(driver, library);
        } else if (random.nextInt(8) > 0) {
            call(driver, library, pointer);
        } else {
            close(driver, library, pointer);
        }
    }

    /** Calls one of the libraries that call each other. */
    private void bounce(Driver driver, String library) {
        int times = random.nextInt(20);
        withFunction(driver, library, "bounce", function -> {
            int result = driver.call(function, times);
            if (result == times) {
                tally.answer();
            } else if (result < 0) {
                tally.refusal();
            } else {
                throw new AssertionError("wrong answer: bounced " + times + " times, but counted " + result);
            }
        });
    }

    /** Makes a call that only the end of its bundle ends. */
    private void spin(Driver driver) {
        withFunction(driver, ENDLESS, "spin", function -> {
            throw new AssertionError("an endless loop returned " + driver.call(function, 1));
        });
    }

    /** Opens a library, calls one of its functions, and closes it. */
    private void withFunction(Driver driver, String library, String symbol, IntConsumer call) {
        int handle = driver.open(library, OpenFlags.RTLD_NOW);
        int function = handle == 0 ? 0 : driver.symbolOrNull(handle, symbol);
        if (function == 0) {
            refused(driver);
        } else {
            try {
                call.accept(function);
            } catch (Trap trap) {
                ended(trap, library, MUTUAL.get(0), MUTUAL.get(1));
            }
        }
        if (handle != 0 && driver.close(handle) != 0) {
            refused(driver);
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
            ended(trap, Shelf.name(library));
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

    /** A call ended with a trap: it is one that a storm may bring, and names one of these modules. */
    private void ended(Trap trap, String... modules) {
        if (!NAMED.contains(trap.kind()) || Stream.of(modules).noneMatch(trap.getMessage()::contains)) {
            throw trap;
        }
        tally.trap(trap.kind());
    }

    private void refused(Driver driver) {
        String why = driver.error();
        if (why == null || why.isBlank()) {
            throw new AssertionError("refused without a reason");
        }
        tally.refusal();
    }
}
