package dev.tagalong.itests.fuzz;

import dev.tagalong.runtime.Trap;
import java.util.Locale;

/** How a call ended that did not return, as text. */
final class Outcomes {

    private Outcomes() {}

    static String of(Trap trap) {
        // Engines order the checks of some bulk instructions and their names for them differently.
        return switch (trap.kind()) {
            case OUT_OF_BOUNDS_MEMORY, OUT_OF_BOUNDS_TABLE, UNDEFINED_ELEMENT -> "trap bounds";
            case UNINITIALIZED_ELEMENT, INDIRECT_CALL_TYPE_MISMATCH -> "trap signature";
            case INVALID_CONVERSION, INTEGER_OVERFLOW -> "trap unrepresentable";
            case HOST_ERROR -> throw new IllegalStateException("a host function of the test has failed", trap);
            default -> "trap " + trap.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
