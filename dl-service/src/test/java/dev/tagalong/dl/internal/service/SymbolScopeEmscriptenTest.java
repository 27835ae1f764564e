package dev.tagalong.dl.internal.service;

/** With libraries that emscripten has compiled. */
class SymbolScopeEmscriptenTest extends SymbolScopeTest {

    @Override
    byte[] binary(String file) {
        return Wasm.binary("emcc", file);
    }
}
