package dev.tagalong.dl.internal.service;

/** With libraries that emscripten has compiled. */
class SideModulesEmscriptenTest extends SideModulesTest {

    @Override
    byte[] binary(String file) {
        return Wasm.binary("emcc", file);
    }
}
