package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;

/**
 * {@code longjmp}. Code that has a {@code setjmp} makes its calls through {@code invoke_*}; a jump is thrown through all
 * frames up to such a call, which notes with {@code setThrew} that it was one, and the code looks where it leads.
 */
public final class Jumps {

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "throwLongjmp", "_emscripten_throw_longjmp")
                .add(this, "longjmp", "emscripten_longjmp", "emscripten_longjmp_jmpbuf");
    }

    /** The jump is noted already. */
    void throwLongjmp() {
        throw LongJump.INSTANCE;
    }

    void longjmp(Instance caller, int buffer, int value) {
        Runtime.of(caller).setThrew(buffer, value);
        throw LongJump.INSTANCE;
    }
}
