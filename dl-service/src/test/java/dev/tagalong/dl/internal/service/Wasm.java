package dev.tagalong.dl.internal.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The modules that {@code src/test/c} builds. */
final class Wasm {

    private Wasm() {}

    static byte[] binary(String file) {
        try (InputStream in = Wasm.class.getResourceAsStream("/wasm/" + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
