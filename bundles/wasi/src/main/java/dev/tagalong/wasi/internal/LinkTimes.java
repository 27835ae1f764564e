package dev.tagalong.wasi.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times of symbolic links to the nanosecond. JDK 17 sets them to the microsecond only, so the rest is kept here: as long as a link
 * has the time that was set, programs of this process are told all of it. Of many links the latest are known. Safe for any thread.
 */
final class LinkTimes {

    private static final int MOST = 4096;
    private static final int CUT = 1000;

    private record File(long device, long number) {
        static File of(FileStat stat) {
            return new File(stat.device(), stat.number());
        }
    }

    private record Times(long modified, long accessed) {}

    private static final Map<File, Times> SET = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<File, Times> eldest) {
            return size() > MOST;
        }
    });

    private LinkTimes() {}

    /** Keeps the times that a link was to have, if it has got others. */
    static void set(FileStat got, long modified, long accessed) {
        if (got.modified() == modified && got.accessed() == accessed) {
            SET.remove(File.of(got));
        } else {
            SET.put(File.of(got), new Times(modified, accessed));
        }
    }

    /** What a link's attributes say, with the times that were set as long as it has them. */
    static FileStat complete(FileStat read) {
        Times times = SET.get(File.of(read));
        return times == null
                ? read
                : read.at(whole(read.modified(), times.modified()), whole(read.accessed(), times.accessed()));
    }

    private static long whole(long read, long set) {
        return read % CUT == 0 && set - read >= 0 && set - read < CUT ? set : read;
    }
}
