package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Unloads libraries that nobody uses any more: neither an open handle nor RTLD_NODELETE, the program or a library that stays
 * leads to them. Destructors run in the reverse order of the constructors.
 */
final class Unloader {

    private static final List<ValueType> POINTER = List.of(ValueType.I32);
    private static final String DESTRUCTORS = "__wasm_call_dtors";

    private final LinkSpace space;

    /** Blocks of the program's heap that were libraries'. */
    private final Deque<Long> owed = new ArrayDeque<>();

    private boolean collecting;

    Unloader(LinkSpace space) {
        this.space = space;
    }

    /**
     * Unloads what is not in use. Called from within a destructor it leaves that to the call that runs it.
     *
     * @throws DlException if a destructor trapped; all is unloaded nevertheless
     */
    void collect() {
        if (collecting) {
            return;
        }
        collecting = true;
        Failure failure = new Failure();
        try {
            for (List<Image> dead = unused(); !dead.isEmpty(); dead = unused()) {
                unload(dead, failure);
            }
        } finally {
            collecting = false;
        }
        failure.report();
    }

    /**
     * Takes back what was loaded only now, and what a constructor of it has loaded that is bound to it. A constructor that
     * ran has its destructors run.
     */
    void undo(List<Image> fresh) {
        Set<Image> dead = new LinkedHashSet<>(fresh);
        List<Image> later = new ArrayList<>(space.images());
        later.subList(
                        0,
                        later.stream()
                                .takeWhile(i -> !dead.contains(i))
                                .toList()
                                .size())
                .clear();
        while (later.removeIf(image -> image.dependsOnOneOf(dead) && dead.add(image))) {
            // Who depends on these goes, too.
        }
        // What fails on the way back is not what made it fail.
        unload(List.copyOf(dead), new Failure());
    }

    /**
     * Runs the destructors of everything, as the program ends; nothing is removed.
     *
     * @throws DlException if one trapped; the others have run nevertheless
     */
    void exit() {
        collecting = true;
        List<Image> all = new ArrayList<>(space.images());
        all.removeIf(image -> image.state != Image.State.READY || image == space.program());
        Failure failure = new Failure();
        destruct(all, failure);
        destruct(space.program(), failure);
        failure.report();
    }

    private void unload(List<Image> dead, Failure failure) {
        destruct(dead, failure).forEach(this::remove);
        giveBack(failure);
    }

    private void giveBack(Failure failure) {
        while (failure.goOn() && !owed.isEmpty()) {
            long block = owed.remove();
            failure.guard("freeing the memory of a library", () -> giveBack(block));
        }
    }

    /** A block whose return was cut short is still owed: it is the call that was to end, and perhaps not the program. */
    private void giveBack(long block) {
        boolean over = false;
        try {
            space.heap().giveBack(block);
        } catch (Trap e) {
            over = Calls.ends(e);
            throw e;
        } finally {
            if (over) {
                owed.push(block);
            }
        }
    }

    /** Gives back what could not be given back when a call had to end. */
    void settle() {
        giveBack(new Failure());
    }

    private List<Image> destruct(List<Image> dead, Failure failure) {
        List<Image> order = new ArrayList<>(dead);
        order.sort(Comparator.comparingInt((Image image) -> image.constructed).reversed());
        order.forEach(image -> image.state = Image.State.CLOSING);
        order.forEach(image -> destruct(image, failure));
        return order;
    }

    private List<Image> unused() {
        Set<Image> used = new HashSet<>();
        Deque<Image> next = new ArrayDeque<>();
        next.add(space.program());
        for (Image image : space.images()) {
            if (image.opens > 0 || image.pinned || image.state != Image.State.READY) {
                next.add(image);
            }
        }
        for (Image image = next.poll(); image != null; image = next.poll()) {
            if (used.add(image)) {
                next.addAll(image.needs);
                next.addAll(image.bound);
            }
        }
        return space.images().stream().filter(image -> !used.contains(image)).toList();
    }

    private void destruct(Image image, Failure failure) {
        if (image.constructed == 0) {
            return;
        }
        while (!image.exits.isEmpty() && failure.goOn()) {
            Image.Exit exit = image.exits.pop();
            failure.guard("a destructor of " + image.label, () -> call(exit));
        }
        Function rest = image.instance == null ? null : image.function(DESTRUCTORS, Calls.NOTHING);
        if (rest != null && failure.goOn()) {
            failure.guard("a destructor of " + image.label, () -> Calls.call(rest));
        }
    }

    private void call(Image.Exit exit) {
        Table table = space.ports().table();
        int slot = exit.slot();
        if (slot >= 0 && slot < table.size() && table.get(slot) instanceof Function function) {
            // What it answers, as C++ destructors do, is nobody's.
            List<ValueType> parameters = function.type().parameters();
            if (parameters.isEmpty()) {
                function.call();
                return;
            }
            if (parameters.equals(POINTER)) {
                function.call(exit.argument());
                return;
            }
        }
        throw new DlException("what is to be called at exit is no function for that: " + slot);
    }

    private void remove(Image image) {
        image.state = Image.State.GONE;
        space.drop(image);
        space.scope().withdraw(image);
        space.late().forget(image);
        image.slots.forEach(range -> space.slots().giveBack(range, image.label));
        if (image.instance != null) {
            space.slots().forget(image.instance);
        }
        owed.addAll(image.blocks);
        image.blocks.clear();
        space.remove(image);
        for (Image other : space.images()) {
            if (other.root == image) {
                other.root = other;
            }
        }
        space.residents().leave(image);
    }

    /** What went wrong first, while the rest goes on; after a trap that is to end the program nothing is called any more. */
    private static final class Failure {
        private RuntimeException first;
        private boolean over;

        boolean goOn() {
            return !over;
        }

        void guard(String what, Runnable step) {
            try {
                step.run();
            } catch (Trap e) {
                over = Calls.ends(e);
                note(over ? e : Calls.failed(what, e));
            } catch (WasmException e) {
                note(Calls.failed(what, e));
            } catch (DlException e) {
                note(new DlException(what + ": " + e.getMessage(), e));
            } catch (RuntimeException e) {
                over = true;
                note(e);
            }
        }

        private void note(RuntimeException e) {
            if (first == null || over) {
                first = e;
            }
        }

        void report() {
            if (first != null) {
                throw first;
            }
        }
    }
}
