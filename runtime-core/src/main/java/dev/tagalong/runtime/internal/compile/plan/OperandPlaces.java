package dev.tagalong.runtime.internal.compile.plan;

import dev.tagalong.runtime.internal.value.Carrier;

/** Where operands are while a method runs: on the JVM's stack, in variables, or set aside for a moment. */
public interface OperandPlaces {

    /** Pushes a variable. */
    void load(int variable);

    /** Pops into a variable. */
    void store(int variable);

    /** Pops into a place that holds it until the next use of the same carrier and number. */
    void setAside(Carrier carrier, int number);

    /** Pushes what was set aside. */
    void bringBack(Carrier carrier, int number);

    /** Pops for good. */
    void drop(Carrier carrier);

    /** Pushes the topmost, which is no vector, once more. */
    void duplicate(Carrier carrier);
}
