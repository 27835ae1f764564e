package dev.tagalong.dl.internal.service;

/** With libraries that emscripten has compiled. */
class SharedLibraryEmscriptenTest extends SharedLibraryTest {

    @Override
    byte[] binary(String file) {
        return Wasm.binary("emcc", file);
    }
}
