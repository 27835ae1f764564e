package dev.tagalong.bench.contender;

import java.util.Optional;

/** A WebAssembly engine on the JVM, as the benchmark sees it. */
public interface Contender {

    /** Names it on the command line, in files and in the tables. */
    String id();

    /** What it is, with its version, for people. */
    String title();

    /** Whether it interprets: it then gets smaller workloads, as it would otherwise take minutes for them. */
    boolean interprets();

    /** Why it cannot be measured here, or empty if it can. */
    Optional<String> unavailable();

    /** Whether it is what the platform's dynamic linker runs on. */
    default boolean underLinker() {
        return false;
    }

    /** Whether its instances can share a memory: {@link Guest#newThread}. */
    default boolean hasThreads() {
        return false;
    }

    /** Decodes, validates and, if it is the engine's way, compiles a module. */
    Prepared prepare(String name, byte[] wasm);

    /** A module that can be instantiated any number of times. */
    interface Prepared {

        /** Makes an instance. */
        Guest instantiate(GuestImports imports);
    }

    /** The tier of the platform's linker that runs the same code; empty if it is another engine's. */
    default Optional<String> linkerTier() {
        return Optional.empty();
    }
}
