package dev.tagalong.itests.fuzz;

import dev.tagalong.runtime.EngineException;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a call ended that did not return, as text. */
final class Outcomes {

    private final Map<String, Tag> hostTags;
    private final Map<String, ExternalValue> exports;

    /**
     * Tells exceptions by the names of their tags.
     *
     * @param hostTags those of the host, by name
     * @param exports the instance's exports, as soon as there are any
     */
    Outcomes(Map<String, Tag> hostTags, Map<String, ExternalValue> exports) {
        this.hostTags = hostTags;
        this.exports = exports;
    }

    /** A trap's or an exception's text; any other is thrown on. */
    String of(EngineException ended) {
        if (ended instanceof Trap trap) {
            return trap(trap);
        }
        if (ended instanceof WasmException exception) {
            return exception(exception);
        }
        throw ended;
    }

    private static String trap(Trap trap) {
        // Engines order the checks of some bulk instructions and their names for them differently.
        return switch (trap.kind()) {
            case OUT_OF_BOUNDS_MEMORY, OUT_OF_BOUNDS_TABLE, OUT_OF_BOUNDS_ARRAY, UNDEFINED_ELEMENT -> "trap bounds";
            case UNINITIALIZED_ELEMENT, INDIRECT_CALL_TYPE_MISMATCH -> "trap signature";
            case INVALID_CONVERSION, INTEGER_OVERFLOW -> "trap unrepresentable";
            case CAST_FAILURE -> "trap cast";
            case UNALIGNED_ATOMIC -> "trap unaligned";
            case HOST_ERROR -> throw new IllegalStateException("a host function of the test has failed", trap);
            // V8 does not say what the null reference was to be.
            default ->
                trap.kind().name().startsWith("NULL_")
                        ? "trap null"
                        : "trap " + trap.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private String exception(WasmException exception) {
        Map<String, ExternalValue> tags = new LinkedHashMap<>(hostTags);
        tags.putAll(exports);
        for (Map.Entry<String, ExternalValue> tag : tags.entrySet()) {
            if (tag.getValue() == exception.tag()) {
                return "exception " + tag.getKey() + values(exception);
            }
        }
        return "exception unknown";
    }

    private static String values(WasmException exception) {
        List<?> types = exception.tag().type().parameters();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            boolean crosses = Types.cross(types.get(i).toString());
            text.append(' ').append(crosses ? Value.text(exception.arguments().get(i)) : "?");
        }
        return text.toString();
    }
}
