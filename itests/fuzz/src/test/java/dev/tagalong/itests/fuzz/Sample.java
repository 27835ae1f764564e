package dev.tagalong.itests.fuzz;

import java.util.List;

/**
 * A random module and what V8 made of it.
 *
 * @param seed what it was made of
 * @param module its bytes; none if binaryen could not make one
 * @param transcript the lines of {@code v8.mjs}
 * @param failure why there is no transcript, or {@code null}
 */
record Sample(long seed, byte[] module, List<String> transcript, String failure) {

    boolean made() {
        return module.length > 0;
    }
}
