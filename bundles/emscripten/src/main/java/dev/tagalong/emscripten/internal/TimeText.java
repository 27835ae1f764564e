package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** A time as text, as POSIX's {@code strftime} makes it in the locale C. */
final class TimeText {

    private static final int FIRST_YEAR = 1900;
    private static final int HUNDRED = 100;
    private static final int WEEK = 7;
    private static final int NOON = 12;
    private static final int MINUTES = 60;
    private static final int SECONDS = 60;

    /** Fields of {@code struct tm} by their numbers. */
    private static final int MINUTE = 1;

    private static final int HOUR = 2;
    private static final int DAY = 3;
    private static final int MONTH = 4;
    private static final int YEAR = 5;
    private static final int WEEK_DAY = 6;
    private static final int YEAR_DAY = 7;
    private static final int OFFSET = 9;
    private static final int ZONE = 10;

    private final Instance caller;
    private final int[] fields = new int[ZONE + 1];

    private TimeText(Instance caller, int time) {
        this.caller = caller;
        Memory memory = caller.memory();
        for (int i = 0; i < fields.length; i++) {
            fields[i] = memory.readInt(Integer.toUnsignedLong(time) + (long) Integer.BYTES * i);
        }
    }

    /** The text of the {@code struct tm} at an address. */
    static String of(Instance caller, String pattern, int time) {
        return new TimeText(caller, time).text(pattern);
    }

    private String text(String pattern) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%' || i + 1 == pattern.length()) {
                out.append(c);
                continue;
            }
            char what = pattern.charAt(++i);
            if ((what == 'E' || what == 'O') && i + 1 < pattern.length()) {
                what = pattern.charAt(++i);
            }
            out.append(part(what));
        }
        return out.toString();
    }

    private String part(char what) {
        return switch (what) {
            case '%' -> "%";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'c' -> text("%a %b %e %H:%M:%S %Y");
            case 'D', 'x' -> text("%m/%d/%y");
            case 'F' -> text("%Y-%m-%d");
            case 'R' -> text("%H:%M");
            case 'r' -> text("%I:%M:%S %p");
            case 'T', 'X' -> text("%H:%M:%S");
            default -> day(what);
        };
    }

    private String day(char what) {
        return switch (what) {
            case 'a' -> weekDay(TextStyle.SHORT);
            case 'A' -> weekDay(TextStyle.FULL);
            case 'b', 'h' -> month(TextStyle.SHORT);
            case 'B' -> month(TextStyle.FULL);
            case 'C' -> two((fields[YEAR] + FIRST_YEAR) / HUNDRED);
            case 'd' -> two(fields[DAY]);
            case 'e' -> String.format(Locale.ROOT, "%2d", fields[DAY]);
            case 'g' -> two(weekYear() % HUNDRED);
            case 'G' -> Integer.toString(weekYear());
            case 'j' -> String.format(Locale.ROOT, "%03d", fields[YEAR_DAY] + 1);
            case 'm' -> two(fields[MONTH] + 1);
            case 'u' -> Integer.toString(fields[WEEK_DAY] == 0 ? WEEK : fields[WEEK_DAY]);
            case 'U' -> two((fields[YEAR_DAY] + WEEK - fields[WEEK_DAY]) / WEEK);
            case 'V' -> two(date().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'w' -> Integer.toString(fields[WEEK_DAY]);
            case 'W' -> two((fields[YEAR_DAY] + WEEK - (fields[WEEK_DAY] + WEEK - 1) % WEEK) / WEEK);
            case 'y' -> two(Math.floorMod(fields[YEAR], HUNDRED));
            case 'Y' -> Integer.toString(fields[YEAR] + FIRST_YEAR);
            default -> hour(what);
        };
    }

    private String hour(char what) {
        return switch (what) {
            case 'H' -> two(fields[HOUR]);
            case 'I' -> two(fields[HOUR] % NOON == 0 ? NOON : fields[HOUR] % NOON);
            case 'M' -> two(fields[MINUTE]);
            case 'p' -> fields[HOUR] < NOON ? "AM" : "PM";
            case 'S' -> two(fields[0]);
            case 'z' -> offset();
            case 'Z' -> fields[ZONE] == 0 ? "" : Endings.text(caller, fields[ZONE]);
            default -> "%" + what;
        };
    }

    private static String two(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }

    private String offset() {
        int minutes = fields[OFFSET] / SECONDS;
        return String.format(
                Locale.ROOT,
                "%c%02d%02d",
                minutes < 0 ? '-' : '+',
                Math.abs(minutes) / MINUTES,
                Math.abs(minutes) % MINUTES);
    }

    /** What is no day's number has a question mark for its name. */
    private String weekDay(TextStyle style) {
        return fields[WEEK_DAY] < 0 || fields[WEEK_DAY] >= WEEK
                ? "?"
                : DayOfWeek.of(fields[WEEK_DAY] == 0 ? WEEK : fields[WEEK_DAY]).getDisplayName(style, Locale.ENGLISH);
    }

    private String month(TextStyle style) {
        return fields[MONTH] < 0 || fields[MONTH] >= NOON
                ? "?"
                : Month.of(fields[MONTH] + 1).getDisplayName(style, Locale.ENGLISH);
    }

    private LocalDate date() {
        try {
            return LocalDate.of(fields[YEAR] + FIRST_YEAR, 1, 1).plusDays(fields[YEAR_DAY]);
        } catch (DateTimeException e) {
            return LocalDate.EPOCH;
        }
    }

    private int weekYear() {
        return date().get(IsoFields.WEEK_BASED_YEAR);
    }
}
