package dev.tagalong.dl.internal.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The modules that {@code src/test/c} builds. */
final class Wasm {

    private Wasm() {}

    static byte[] binary(String file) {
        return read("/wasm/" + file);
    }

    /** The same as another compiler makes it, where there is such a file. */
    static byte[] binary(String compiler, String file) {
        String other = "/wasm/" + compiler + "/" + file;
        return Wasm.class.getResource(other) == null ? binary(file) : read(other);
    }

    private static byte[] read(String path) {
        try (InputStream in = Wasm.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(in, path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
