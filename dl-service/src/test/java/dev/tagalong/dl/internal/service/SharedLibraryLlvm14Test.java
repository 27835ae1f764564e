package dev.tagalong.dl.internal.service;

/** With version 14 of LLVM, whose linker relocates in the start function and lets every symbol be replaced. */
class SharedLibraryLlvm14Test extends SharedLibraryTest {

    @Override
    byte[] binary(String file) {
        return Wasm.binary("llvm14", file);
    }
}
