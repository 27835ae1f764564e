package dev.tagalong.dl.internal.service;

/** The same with a program that has a fixed place in a memory that it imports, as it does its table. */
class ImportingProgramTest extends SharedLibraryTest {

    @Override
    String program() {
        return "importing.wasm";
    }
}
