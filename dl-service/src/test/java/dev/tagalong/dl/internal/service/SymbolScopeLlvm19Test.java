package dev.tagalong.dl.internal.service;

/** With version 19 of LLVM. */
class SymbolScopeLlvm19Test extends SymbolScopeTest {

    @Override
    byte[] binary(String file) {
        return Wasm.binary("llvm19", file);
    }
}
