package dev.tagalong.itests.felix.api;

import dev.tagalong.dl.SymbolName;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** {@code abi.wasm} in Java. */
public interface Values {
    /** A record. */
    record Point(double x, double y) {}

    /** A record of records. */
    record Box(Point least, Point most) {}

    /** Variants. */
    sealed interface Shape {
        /** A case with a value. */
        record Circle(double radius) implements Shape {}

        /** A case with two. */
        record Rectangle(int width, float height) implements Shape {}

        /** A case without. */
        record Nothing() implements Shape {}
    }

    /** A result. */
    sealed interface Parsed {
        /** It is a number. */
        record Number(int value) implements Parsed {}

        /** It is none. */
        record Failure(String message) implements Parsed {}
    }

    /** An enumeration. */
    enum Colour {
        RED,
        GREEN,
        BLUE
    }

    /** Two of something. */
    record Pair<T>(T first, T second) {}

    /** Texts. */
    String greet(String name);

    /** Bytes. */
    byte[] reverse(byte[] data);

    /** The same with buffers. */
    @SymbolName("reverse")
    ByteBuffer reversed(ByteBuffer data);

    /** An array of numbers. */
    long sum(int[] numbers);

    /** The same as a list. */
    @SymbolName("sum")
    long total(List<Integer> numbers);

    /** Records, of which the fields are passed one by one. */
    Point midpoint(Point a, Point b);

    /** The same as one record of a type with a parameter. */
    @SymbolName("midpoint")
    Point middle(Pair<Point> ends);

    /** Records in memory. */
    Box bounds(Point... points);

    /** Variants. */
    double area(Shape shape);

    /** A list of texts, and an option. */
    Optional<Integer> find(List<String> texts, String wanted);

    /** An option as a parameter. */
    int orElse(Optional<Integer> value, int other);

    /** Enumerations. */
    Colour next(Colour colour);

    /** A boolean. */
    boolean even(int x);

    /** A character. */
    char upper(char character);

    /** Narrow numbers. */
    int narrow(byte octet, short number);

    /** A result. */
    Parsed parse(String digits);

    /** More parameters than are passed one by one. */
    long many(
            int a,
            int b,
            int c,
            int d,
            int e,
            int f,
            int g,
            int h,
            int i,
            int j,
            int k,
            int l,
            int m,
            int n,
            int o,
            int p,
            int q);

    /** A list of texts. */
    List<String> names(int count);

    /** What is no text. */
    String hostile(int kind);

    /** Lists without end. */
    List<List<List<List<byte[]>>>> nested();

    /** How much memory has not been given back. */
    int liveBlocks();

    /** What the host says. */
    String ask(String name);

    /** What the host says. */
    long askTwice(int x, float y);

    /** Counts calls. */
    int count();

    /** It is run in Java. */
    default String politely(String name) {
        return greet(name) + " How do you do?";
    }
}
