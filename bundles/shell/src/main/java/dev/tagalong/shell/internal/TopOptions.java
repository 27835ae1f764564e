package dev.tagalong.shell.internal;

import java.time.Duration;
import java.util.Locale;

/**
 * The command line of {@code wasm:top}.
 *
 * @param count how often to print, 0 for until it is interrupted
 * @param delay how long to wait in between
 * @param order what comes first
 */
record TopOptions(int count, Duration delay, Order order) {

    /** What the rows are sorted by. */
    enum Order {
        CPU,
        CALLS,
        TIME,
        TRAPS,
        MEMORY,
        NAME
    }

    static final String SYNOPSIS =
            "[-n|--count TIMES] [-d|--delay SECONDS] [-s|--sort cpu|calls|time|traps|memory|name]";

    static final String USAGE = "usage: top " + SYNOPSIS;

    private static final double MOST_SECONDS = 86_400;
    private static final double MILLIS = 1_000;

    /**
     * Reads it; on a terminal it goes on until it is interrupted, elsewhere it prints once.
     *
     * @throws CommandFailure if it cannot be understood
     */
    static TopOptions parse(boolean terminal, String... words) {
        int count = terminal ? 0 : 1;
        Duration delay = Duration.ofSeconds(2);
        Order order = Order.CPU;
        for (int i = 0; i < words.length; i++) {
            String option = words[i];
            String value = ++i < words.length ? words[i] : "";
            try {
                switch (option) {
                    case "-n", "--count" -> count = positive(value);
                    case "-d", "--delay" -> delay = seconds(value);
                    case "-s", "--sort" -> order = Order.valueOf(value.toUpperCase(Locale.ROOT));
                    default -> throw new CommandFailure("unknown option " + option + "; " + USAGE);
                }
            } catch (IllegalArgumentException e) {
                throw new CommandFailure("'" + value + "' is nothing for " + option + "; " + USAGE);
            }
        }
        return new TopOptions(count, delay, order);
    }

    private static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Duration seconds(String text) {
        double seconds = Double.parseDouble(text);
        if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
            throw new IllegalArgumentException(text);
        }
        return Duration.ofMillis(Math.max(1, Math.round(seconds * MILLIS)));
    }
}
