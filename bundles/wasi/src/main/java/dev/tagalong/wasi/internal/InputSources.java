package dev.tagalong.wasi.internal;

import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;

/** The one {@link InputSource} of each stream that programs read, as long as the stream is in use. Thread-safe. */
public final class InputSources {

    /** Longer than it takes a thread to read what is there, and less than people notice. */
    private static final long SEARCH_MILLIS = 25;

    private final Map<InputStream, InputSource> sources = new WeakHashMap<>();
    private final long searchMillis;

    /** Sources that give what is there a few milliseconds to be found. */
    public InputSources() {
        this(SEARCH_MILLIS);
    }

    /** Sources that give it that long. */
    InputSources(long searchMillis) {
        this.searchMillis = searchMillis;
    }

    synchronized InputSource of(InputStream stream) {
        return sources.computeIfAbsent(stream, s -> new InputSource(searchMillis));
    }
}
