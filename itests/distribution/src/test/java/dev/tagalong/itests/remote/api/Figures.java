package dev.tagalong.itests.remote.api;

/** What the plugin {@code figures.wasm} does, on whichever machine it is. */
public interface Figures {

    int add(int a, int b);

    long product(long a, long b);

    float half(float x);

    double root(double x);

    /** Traps if {@code b} is 0. */
    int divided(int a, int b);

    /** Does not return, if {@code x} is not 0. */
    int spin(int x);
}
