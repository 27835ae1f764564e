package dev.tagalong.dl.internal.service;

/** The same with a program that is itself position-independent, and imports its memory. */
class PositionIndependentProgramTest extends SharedLibraryTest {

    @Override
    String program() {
        return "anywhere.wasm";
    }
}
