package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Memory;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.TimeZone;

/** C's calendar ({@code <time.h>}), in the Java machine's time zone, or that of the program's variable {@code TZ}. */
final class Calendar {

    /** Offsets in C's {@code struct tm}. */
    private static final int HOUR = 8;

    private static final int DAY = 12;
    private static final int MONTH = 16;
    private static final int YEAR = 20;
    private static final int WEEK_DAY = 24;
    private static final int YEAR_DAY = 28;
    private static final int SUMMER = 32;
    private static final int OFFSET = 36;

    private static final int FIRST_YEAR = 1900;
    private static final int LONGEST_NAME = 16;
    private static final int OVERFLOW = 61;

    void register(FunctionTable table) {
        table.add(this, "localTime", "_localtime_js")
                .add(this, "universalTime", "_gmtime_js")
                .add(this, "makeLocal", "_mktime_js")
                .add(this, "makeUniversal", "_timegm_js")
                .add(this, "zone", "_tzset_js");
    }

    private static ZoneId zoneOf(Instance caller) {
        String named = caller.environment().variables().get("TZ");
        if (named != null) {
            try {
                return ZoneId.of(named.startsWith(":") ? named.substring(1) : named);
            } catch (DateTimeException e) {
                // POSIX has forms that Java has not; what they mean is up to the implementation if it does not know
                // them.
                return ZoneOffset.UTC;
            }
        }
        return ZoneId.systemDefault();
    }

    int localTime(Instance caller, long seconds, int address) {
        return write(caller, seconds, address, zoneOf(caller));
    }

    int universalTime(Instance caller, long seconds, int address) {
        return write(caller, seconds, address, ZoneOffset.UTC);
    }

    private static int write(Instance caller, long seconds, int address, ZoneId zone) {
        try {
            write(caller, Instant.ofEpochSecond(seconds).atZone(zone), address);
            return 0;
        } catch (DateTimeException e) {
            return OVERFLOW;
        }
    }

    private static void write(Instance caller, ZonedDateTime time, int address) {
        Memory memory = caller.memory();
        long at = Integer.toUnsignedLong(address);
        memory.writeInt(at, time.getSecond());
        memory.writeInt(at + 4, time.getMinute());
        memory.writeInt(at + HOUR, time.getHour());
        memory.writeInt(at + DAY, time.getDayOfMonth());
        memory.writeInt(at + MONTH, time.getMonthValue() - 1);
        memory.writeInt(at + YEAR, time.getYear() - FIRST_YEAR);
        memory.writeInt(at + WEEK_DAY, time.getDayOfWeek().getValue() % 7);
        memory.writeInt(at + YEAR_DAY, time.getDayOfYear() - 1);
        memory.writeInt(at + SUMMER, time.getZone().getRules().isDaylightSavings(time.toInstant()) ? 1 : 0);
        memory.writeInt(at + OFFSET, time.getOffset().getTotalSeconds());
    }

    long makeLocal(Instance caller, int address) {
        return make(caller, address, zoneOf(caller));
    }

    long makeUniversal(Instance caller, int address) {
        return make(caller, address, ZoneOffset.UTC);
    }

    /** Fields may be out of their ranges; they are brought back into them. */
    private static long make(Instance caller, int address, ZoneId zone) {
        Memory memory = caller.memory();
        long at = Integer.toUnsignedLong(address);
        int summer = memory.readInt(at + SUMMER);
        try {
            LocalDateTime local = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0)
                    .plusYears(memory.readInt(at + YEAR))
                    .plusMonths(memory.readInt(at + MONTH))
                    .plusDays(memory.readInt(at + DAY) - 1L)
                    .plusHours(memory.readInt(at + HOUR))
                    .plusMinutes(memory.readInt(at + 4))
                    .plusSeconds(memory.readInt(at));
            ZonedDateTime time = local.atZone(zone);
            if (summer >= 0) {
                // Where an hour is there twice, the program says which.
                time = summer > 0 ? time.withEarlierOffsetAtOverlap() : time.withLaterOffsetAtOverlap();
            }
            write(caller, time, address);
            return time.toEpochSecond();
        } catch (DateTimeException e) {
            return -1;
        }
    }

    void zone(Instance caller, int offset, int summer, int standardName, int summerName) {
        ZoneId zone = zoneOf(caller);
        ZoneRules rules = zone.getRules();
        int year = ZonedDateTime.now(zone).getYear();
        Instant winterDay = LocalDateTime.of(year, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
        Instant summerDay = LocalDateTime.of(year, 7, 1, 0, 0).toInstant(ZoneOffset.UTC);
        boolean changes = !rules.getOffset(winterDay).equals(rules.getOffset(summerDay));
        Memory memory = caller.memory();
        memory.writeInt(
                Integer.toUnsignedLong(offset),
                -rules.getStandardOffset(winterDay).getTotalSeconds());
        memory.writeInt(Integer.toUnsignedLong(summer), changes ? 1 : 0);
        name(memory, standardName, name(zone, false));
        name(memory, summerName, name(zone, changes));
    }

    private static String name(ZoneId zone, boolean summer) {
        return zone instanceof ZoneOffset
                ? zone.getDisplayName(TextStyle.SHORT, Locale.ROOT).replace("Z", "UTC")
                : TimeZone.getTimeZone(zone).getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
    }

    private static void name(Memory memory, int address, String name) {
        byte[] bytes =
                (name.substring(0, Math.min(LONGEST_NAME, name.length())) + "\0").getBytes(StandardCharsets.US_ASCII);
        memory.write(Integer.toUnsignedLong(address), bytes, 0, bytes.length);
    }
}
