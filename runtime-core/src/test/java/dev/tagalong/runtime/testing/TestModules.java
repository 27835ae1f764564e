package dev.tagalong.runtime.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Modules of the test resources. */
public final class TestModules {

    private TestModules() {}

    /** A C program with wasi-libc's printf, compiled by clang: the sample {@code hello}. */
    public static byte[] hello() {
        try (InputStream in = TestModules.class.getResourceAsStream("/wasm/hello.wasm")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
