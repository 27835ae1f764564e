package dev.tagalong.dl.internal.space;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Table;

/**
 * Finds out what a pointer points to. A number may be a table index and an address at the same time; as most who ask have a
 * function, it is taken for one unless data that has a name begins there.
 */
final class Locator {

    private final LinkSpace space;

    Locator(LinkSpace space) {
        this.space = space;
    }

    /** The place, or {@code null} if there is nothing. */
    Place locate(int pointer) {
        Place data = data(pointer);
        if (data != null && data.symbol() != null && data.address() == pointer) {
            return data;
        }
        Place function = function(pointer);
        return function != null ? function : data;
    }

    private Place function(int pointer) {
        Table table = space.ports().table();
        if (pointer <= 0 || pointer >= table.size() || !(table.get(pointer) instanceof Function function)) {
            return null;
        }
        if (function.owner() == null) {
            return null;
        }
        Image image = space.of(function.owner());
        for (String name : image.symbols.names()) {
            if (image.instance.export(name) == function) {
                return place(image, name, pointer);
            }
        }
        return place(image, null, 0);
    }

    private Place data(int pointer) {
        long address = Integer.toUnsignedLong(pointer);
        if (address == 0 || address >= space.ports().memory().byteSize()) {
            return null;
        }
        Image owner = space.program();
        for (Image image : space.images()) {
            if (image.holds(address)) {
                owner = image;
            }
        }
        String best = null;
        int begin = 0;
        for (String name : owner.symbols.names()) {
            if (!owner.define(name).isFunction()) {
                int at = owner.address(name);
                if (Integer.compareUnsigned(at, pointer) <= 0
                        && (best == null || Integer.compareUnsigned(at, begin) > 0)) {
                    best = name;
                    begin = at;
                }
            }
        }
        return place(owner, best, begin);
    }

    private Place place(Image image, String symbol, int address) {
        return new Place(image, image.instance.name(), (int) image.memoryBase, symbol, address);
    }
}
