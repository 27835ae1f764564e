package dev.tagalong.dl.internal.service;

/** With version 19 of LLVM. */
class SideModulesLlvm19Test extends SideModulesTest {

    @Override
    byte[] binary(String file) {
        return Wasm.binary("llvm19", file);
    }
}
