package dev.tagalong.dl.internal.control;

import dev.tagalong.runtime.Tier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What Configuration Admin may hold for one value, read. What cannot be read is an {@link IllegalArgumentException}. */
public final class Values {

    private Values() {}

    static String text(Object value) {
        if (value instanceof String || value instanceof Number) {
            return value.toString().strip();
        }
        throw new IllegalArgumentException("one text is wanted, not " + show(value));
    }

    static long number(Object value) {
        if (value instanceof Number number && number.longValue() == number.doubleValue()) {
            return number.longValue();
        }
        try {
            return Long.parseLong(text(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: " + show(value));
        }
    }

    static int integer(Object value) {
        long number = number(value);
        if (number != (int) number) {
            throw new IllegalArgumentException("out of range: " + number);
        }
        return (int) number;
    }

    static Duration millis(Object value) {
        long number = number(value);
        if (number < 0) {
            throw new IllegalArgumentException("must not be negative: " + number);
        }
        return Duration.ofMillis(number);
    }

    /** A limit of which 0 means that there is none. */
    static long limit(Object value) {
        return limit(number(value));
    }

    /** A limit of which 0 means that there is none. */
    public static long limit(long number) {
        return number == 0 ? Long.MAX_VALUE : number;
    }

    /** A tier by its name, in whatever case. */
    public static Tier tier(Object value) {
        for (Tier tier : Tier.values()) {
            if (tier.name().equalsIgnoreCase(text(value))) {
                return tier;
            }
        }
        throw new IllegalArgumentException("must be interpret, compile or tiered: " + show(value));
    }

    /** A list; from a file of properties it comes as one text, with commas. */
    public static List<String> list(Object value) {
        Stream<?> parts = value instanceof Object[] array
                ? Arrays.stream(array)
                : value instanceof Collection<?> collection
                        ? collection.stream()
                        : Arrays.stream(text(value).split(","));
        return parts.map(Values::text).filter(part -> !part.isEmpty()).toList();
    }

    private static String show(Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : "'" + value + "'";
    }
}
