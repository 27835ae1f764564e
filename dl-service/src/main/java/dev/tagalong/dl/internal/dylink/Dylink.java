package dev.tagalong.dl.internal.dylink;

import java.util.List;
import java.util.Map;

/**
 * What a position-independent module says of itself (tool conventions, "WebAssembly Dynamic Linking"): in its section
 * {@code dylink.0}, or in {@code dylink}, which came before.
 *
 * @param memorySize the bytes of memory that its data needs; 0 to 2<sup>32</sup> - 1
 * @param memoryAlignment the binary logarithm of the data's alignment in bytes; 0 to 31
 * @param tableSize the table entries that its functions need; 0 to 2<sup>32</sup> - 1
 * @param tableAlignment the binary logarithm of their alignment in entries; 0 to 31
 * @param needed the libraries that are to be loaded before it, in order
 * @param exports the flags of exports that have any, by name
 * @param imports the flags of imports that have any
 * @param runtimePath where the libraries that it needs were meant to be found
 */
public record Dylink(
        long memorySize,
        int memoryAlignment,
        long tableSize,
        int tableAlignment,
        List<String> needed,
        Map<String, Integer> exports,
        Map<Import, Integer> imports,
        List<String> runtimePath) {

    /** The symbol may be missing, or may be replaced. */
    public static final int WEAK = 1;

    /** The symbol is for its own object file only. */
    public static final int LOCAL = 2;

    /** The symbol is for its own module only. */
    public static final int HIDDEN = 4;

    /** The symbol is not defined here. */
    public static final int UNDEFINED = 0x10;

    /** The symbol is data of which each thread has its own. */
    public static final int TLS = 0x100;

    /** The symbol's value is a number and no address. */
    public static final int ABSOLUTE = 0x200;

    /** The two names of an import. */
    public record Import(String module, String name) {}

    /** Copies the collections. */
    public Dylink {
        needed = List.copyOf(needed);
        exports = Map.copyOf(exports);
        imports = Map.copyOf(imports);
        runtimePath = List.copyOf(runtimePath);
    }

    /** Whether an export has one of these flags. */
    public boolean exportIs(String name, int flags) {
        return (exports.getOrDefault(name, 0) & flags) != 0;
    }

    /** Whether an import has one of these flags. */
    public boolean importIs(String module, String name, int flags) {
        return (imports.getOrDefault(new Import(module, name), 0) & flags) != 0;
    }
}
