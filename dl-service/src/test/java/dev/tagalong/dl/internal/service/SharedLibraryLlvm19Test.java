package dev.tagalong.dl.internal.service;

/** With version 19 of LLVM. */
class SharedLibraryLlvm19Test extends SharedLibraryTest {

    @Override
    byte[] binary(String file) {
        return Wasm.binary("llvm19", file);
    }
}
