package dev.tagalong.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file that pages refer to.
 *
 * @param name its name
 * @param type its media type
 * @param bytes its contents
 * @param tag what its contents are known by
 */
record Resource(String name, String type, byte[] bytes, String tag) {

    /** All, by name. */
    static Map<String, Resource> all() {
        return Stream.of(
                        read("console.css", "text/css;charset=utf-8"),
                        read("console.js", "text/javascript;charset=utf-8"),
                        read("icon.svg", "image/svg+xml"))
                .collect(Collectors.toUnmodifiableMap(Resource::name, Function.identity()));
    }

    private static Resource read(String name, String type) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            byte[] bytes = in.readAllBytes();
            return new Resource(name, type, bytes, "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException("a file of this bundle cannot be read: " + name, e);
        }
    }
}
