package dev.tagalong.dl.internal.space;

import java.util.List;
import java.util.Map;

/**
 * What a link space is besides the state of its instances. Images are told by numbers: 0 is the program, then the libraries in
 * load order. An immutable value that refers to nothing of the space.
 *
 * @param program the place of a position-independent program, or {@code null} if the program has a fixed one
 * @param defined what the linker has defined for a position-independent program
 * @param libraries the libraries, in load order
 * @param global the images that everybody finds, in order
 * @param free the slots that are free, by their first
 * @param resting the slots that rest, in order: a first and a count each
 * @param pending the slots that wait for a function
 * @param constructed how many images have been constructed
 */
public record SpaceState(
        Library program,
        Map<String, Integer> defined,
        List<Library> libraries,
        List<Integer> global,
        Map<Integer, Integer> free,
        List<List<Integer>> resting,
        Map<Integer, Waiting> pending,
        int constructed) {

    /** Copies. */
    public SpaceState {
        defined = Map.copyOf(defined);
        libraries = List.copyOf(libraries);
        global = List.copyOf(global);
        free = Map.copyOf(free);
        resting = List.copyOf(resting);
        pending = Map.copyOf(pending);
    }

    /** A function pointer whose function is not there yet: who wants it, and its name. */
    public record Waiting(int image, String symbol) {}

    /** Which module an image is of: the very same has to be on offer. */
    public record Identity(String name, String version, String digest) {}

    /**
     * A library.
     *
     * @param module which it is of
     * @param places its memory, table and thread-local base, in this order
     * @param handle the handle by which the program knows it, 0 for none
     * @param opens how many opens have not been closed
     * @param constructed when its constructors ran
     * @param pinned whether it stays until the program ends
     * @param deep whether it looks for symbols in its own tree first
     * @param root the image with which it was loaded
     * @param needs the images that it needs
     * @param bound the images that it is bound to
     * @param exits what is to be called at its end, the last first: a slot and an argument each
     * @param texts the strings about it in the program's heap
     * @param blocks its blocks of the program's heap
     * @param slots its slots: a first and a count each
     * @param functions what each function import is bound to: an image, or {@link #HOST}, {@link #EXIT}, {@link #STUB}
     */
    public record Library(
            Identity module,
            List<Long> places,
            int handle,
            int opens,
            int constructed,
            boolean pinned,
            boolean deep,
            int root,
            List<Integer> needs,
            List<Integer> bound,
            List<List<Integer>> exits,
            Map<String, Integer> texts,
            List<Long> blocks,
            List<List<Integer>> slots,
            List<Integer> functions) {

        /** A function of the host. */
        public static final int HOST = -1;

        /** The linker's own function by which a library asks to be called at its end. */
        public static final int EXIT = -2;

        /** A stub for a function that was not there. */
        public static final int STUB = -3;

        /** Copies. */
        public Library {
            places = List.copyOf(places);
            needs = List.copyOf(needs);
            bound = List.copyOf(bound);
            exits = List.copyOf(exits);
            texts = Map.copyOf(texts);
            blocks = List.copyOf(blocks);
            slots = List.copyOf(slots);
            functions = List.copyOf(functions);
        }
    }
}
