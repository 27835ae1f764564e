package dev.tagalong.bench.contender;

import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * What a guest imports, by import name; all workloads use one module name each.
 *
 * @param host functions of type i32 to i32 written in Java
 * @param general functions of any type written in Java
 * @param linked functions of another instance
 * @param memory the memory to be imported, or {@code null}
 */
public record GuestImports(
        Map<String, IntUnaryOperator> host,
        Map<String, HostBody> general,
        Map<String, Linked> linked,
        ImportedMemory memory) {

    /** Nothing. */
    public static final GuestImports NONE = new GuestImports(Map.of(), Map.of(), Map.of(), null);

    /** One function of another instance. */
    public static GuestImports linked(String name, Guest library, String export) {
        return new GuestImports(Map.of(), Map.of(), Map.of(name, new Linked(library, export)), null);
    }

    /** One typed function in Java. */
    public static GuestImports host(String name, IntUnaryOperator body) {
        return new GuestImports(Map.of(name, body), Map.of(), Map.of(), null);
    }

    /** A shared memory, of the size that the module wants. */
    public static GuestImports shared(String name) {
        return new GuestImports(Map.of(), Map.of(), Map.of(), new ImportedMemory(name, 0, 0));
    }

    /** An exported function of an instance. */
    public record Linked(Guest library, String export) {}

    /** A memory's name and its size in pages. */
    public record ImportedMemory(String name, int pages, int maximum) {}

    /** A host function that is not called often. */
    @FunctionalInterface
    public interface HostBody {

        /**
         * @param guest the instance that calls
         * @param arguments as in {@link Guest#call}
         * @return as of {@link Guest#call}
         */
        long call(Guest guest, long[] arguments);
    }
}
