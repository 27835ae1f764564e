package dev.tagalong.shell.internal;

import dev.tagalong.dl.Library;
import java.util.ArrayList;
import java.util.List;

/** The references that the shell holds for its users, newest last. Safe for any thread. */
final class HeldLibraries {

    private final List<Library> held = new ArrayList<>();

    synchronized void add(Library library) {
        held.add(library);
    }

    /**
     * Takes out the newest reference to a library.
     *
     * @param nameOrId its name, or its handle id
     * @throws CommandFailure if the shell holds none
     */
    synchronized Library take(String nameOrId) {
        for (int i = held.size() - 1; i >= 0; i--) {
            Library library = held.get(i);
            if (library.name().equals(nameOrId)
                    || Integer.toString(library.id()).equals(nameOrId)) {
                return held.remove(i);
            }
        }
        throw new CommandFailure("the shell has not opened " + nameOrId);
    }

    /** Takes out all. */
    synchronized List<Library> takeAll() {
        List<Library> all = List.copyOf(held);
        held.clear();
        return all;
    }
}
