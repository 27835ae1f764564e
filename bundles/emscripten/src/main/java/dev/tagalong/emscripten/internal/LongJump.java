package dev.tagalong.emscripten.internal;

/** Unwinds WebAssembly frames up to the {@code invoke_*} that the frame with the {@code setjmp} made. */
final class LongJump extends RuntimeException {

    static final LongJump INSTANCE = new LongJump();

    private LongJump() {
        super("longjmp to a frame that is not there any more", null, false, false);
    }
}
