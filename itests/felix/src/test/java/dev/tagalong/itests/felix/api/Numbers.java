package dev.tagalong.itests.felix.api;

import dev.tagalong.dl.SymbolName;

/** {@code typed.wasm} in Java. */
public interface Numbers {
    /** Half of a number. */
    double half(double x);

    /** A sum. */
    @SymbolName("add_floats")
    float sum(float x, float y);

    /** The opposite. */
    long negate(long x);

    /** Parameters of all types. */
    double mixed(int a, long b, float c, double d, int e, long f, float g, double h);

    /** What the instance keeps. */
    @SymbolName("get_answer")
    int answer();

    /** Sets it. */
    @SymbolName("set_answer")
    void answer(int value);
}
