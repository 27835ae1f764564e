package dev.tagalong.runtime.internal.compile.vector;

/** Gives JVM locals for vectors of any lanes. */
@FunctionalInterface
public interface Temporaries {

    /** The JVM local of a temporary from 0 on; what is in it holds for one instruction. */
    int of(int number);
}
