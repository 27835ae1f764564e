package dev.tagalong.dl.internal.space;

import dev.tagalong.dl.DlException;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ImportType;
import java.util.HashMap;
import java.util.Map;

/**
 * What a library wants that was not there when it was loaded (RTLD_LAZY): stubs for functions that it calls, empty slots for
 * those whose address it takes. Either finds its function at the first call. Used by the thread that runs the program.
 */
final class LateBindings {

    /** A function pointer that led nowhere when it was made. */
    record Pending(Image image, String symbol) {}

    private final LinkSpace space;

    /** What the slots wait for, or were waiting for, as long as the library that wants it is loaded. */
    private final Map<Integer, Pending> pending = new HashMap<>();

    LateBindings(LinkSpace space) {
        this.space = space;
    }

    /** Whether a function can be stood in for by a stub. */
    static void checkStub(String symbol, FunctionType type) {
        if (!LazyFunction.possible(type)) {
            throw new DlException(
                    "undefined symbol: " + symbol + " " + type + ", of a type that cannot be bound later");
        }
    }

    /** A stub for a function that is not there yet. */
    Function stub(Image image, ImportType wanted, FunctionType type) {
        LazyFunction stub = new LazyFunction(space.engine(), wanted.name(), type);
        image.stubs.add(stub);
        return stub.function();
    }

    /** The function that a stub stands for, which {@code caller} has called. */
    Function bind(Instance caller, LazyFunction stub) {
        Image image = space.of(caller);
        Definition found = space.symbols().findFunction(image, stub.symbol, stub.type);
        String wanted = ": " + stub.symbol + " " + stub.type + ", wanted by " + image.label;
        if (found == null || !found.isFunction()) {
            throw new Trap(TrapKind.UNDEFINED_ELEMENT, "undefined symbol" + wanted);
        }
        if (found.functionType() != stub.type) {
            throw new Trap(
                    TrapKind.INDIRECT_CALL_TYPE_MISMATCH,
                    "symbol" + wanted + ", has type " + found.functionType() + " in " + found.describe());
        }
        return space.symbols().function(found, image);
    }

    /** What slots wait for. */
    Map<Integer, Pending> pending() {
        return Map.copyOf(pending);
    }

    /** Has a slot, which is reserved, wait for a function. */
    void pend(int slot, Image image, String symbol) {
        pending.put(slot, new Pending(image, symbol));
    }

    /** Reserves a slot for a function pointer whose function is not there yet. */
    int pend(Image image, String symbol) {
        int slot = space.takeSlots(image, 1, 1);
        pending.put(slot, new Pending(image, symbol));
        return slot;
    }

    /**
     * The function that a call through an empty slot reaches: one that has come since the slot was reserved for it.
     *
     * @throws Trap that says what the slot is
     */
    Function vacant(Table table, int slot) {
        Pending wanted = table == space.ports().table() ? pending.get(slot) : null;
        if (wanted == null) {
            throw new Trap(
                    TrapKind.UNINITIALIZED_ELEMENT,
                    Integer.toString(slot) + space.slots().epitaph(slot));
        }
        Definition found = space.symbols().findFunction(wanted.image(), wanted.symbol(), null);
        if (found == null || !found.isFunction()) {
            throw new Trap(
                    TrapKind.UNINITIALIZED_ELEMENT,
                    slot + ", undefined symbol: " + wanted.symbol() + ", wanted by " + wanted.image().label);
        }
        Function function = space.symbols().function(found, wanted.image());
        if (space.slots().find(function) >= 0) {
            table.set(slot, function);
        } else {
            space.slots().put(slot, function);
            if (found instanceof Definition.Exported exported) {
                // From now on the slot is the function's, whoever asks for its address, and must last as long.
                move(slot, wanted.image(), exported.image());
            }
        }
        return function;
    }

    private static void move(int slot, Image from, Image to) {
        SlotTable.Range range = new SlotTable.Range(slot, 1);
        if (from.slots.remove(range)) {
            to.slots.add(range);
        }
    }

    /**
     * Forgets an image that goes: what it waited for, and that others had found it. These look again.
     *
     * <p>Who has found an image keeps it; but one may have found a library whose constructor then failed.
     */
    void forget(Image gone) {
        pending.values().removeIf(p -> p.image() == gone);
        Table table = space.ports().table();
        pending.forEach((slot, wanted) -> {
            if (table.get(slot) instanceof Function function
                    && gone.instance != null
                    && function.owner() == gone.instance) {
                table.set(slot, null);
                move(slot, gone, wanted.image());
            }
        });
        for (Image other : space.images()) {
            if (other.bound.remove(gone)) {
                other.unbind();
            }
        }
    }
}
