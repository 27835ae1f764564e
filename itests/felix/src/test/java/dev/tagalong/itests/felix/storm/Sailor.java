package dev.tagalong.itests.felix.storm;

import dev.tagalong.dl.Linker;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A thread in the storm: does its work again and again for as long as it blows, and tells of what must not happen. */
abstract class Sailor implements Runnable {

    final Linker linker;
    final Shelf shelf;
    final Tally tally;
    final Random random;
    private final BooleanSupplier blowing;

    Sailor(Linker linker, Shelf shelf, Tally tally, Random random, BooleanSupplier blowing) {
        this.linker = linker;
        this.shelf = shelf;
        this.tally = tally;
        this.random = random;
        this.blowing = blowing;
    }

    @Override
    public final void run() {
        try {
            while (blowing()) {
                work();
            }
        } catch (Throwable e) {
            tally.failure(e);
        }
    }

    /** Whether the storm goes on. */
    final boolean blowing() {
        return blowing.getAsBoolean();
    }

    /** One round of work. */
    abstract void work() throws InterruptedException;

    /** What it is at in the engine's eyes, for whoever looks for the reason why it does not return. */
    abstract String activity();
}
