package dev.tagalong.dl.internal.resolve;

import dev.tagalong.runtime.Function;

/** May put itself between an instance and a function that it calls through a tagged index. */
@FunctionalInterface
public interface CallObserver {

    /** Observes nothing. */
    CallObserver NONE = (caller, taggedIndex, function) -> function;

    /** What is to be called: {@code function}, or something of its type that calls it. Called for each resolution. */
    Function observe(LinkedInstance caller, int taggedIndex, Function function);
}
