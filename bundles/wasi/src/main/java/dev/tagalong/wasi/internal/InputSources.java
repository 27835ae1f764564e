package dev.tagalong.wasi.internal;

import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;

/** The one {@link InputSource} of each stream that programs read, as long as the stream is in use. Thread-safe. */
public final class InputSources {

    private final Map<InputStream, InputSource> sources = new WeakHashMap<>();

    synchronized InputSource of(InputStream stream) {
        return sources.computeIfAbsent(stream, s -> new InputSource());
    }
}
