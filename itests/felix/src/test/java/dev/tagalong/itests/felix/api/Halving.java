package dev.tagalong.itests.felix.api;

/** A part of {@link Numbers}. */
public interface Halving {
    /** Half of a number. */
    double half(double x);

    /** A quarter, in Java. */
    default double quarter(double x) {
        return half(half(x));
    }
}
