package dev.tagalong.dl.internal.control;

import dev.tagalong.runtime.Engine;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which features of WebAssembly a configuration switches off, or on again; of others it says nothing.
 *
 * @param on by name, of those in {@link Engine#features}
 */
public record FeatureSwitches(Map<String, Boolean> on) {

    /** What says nothing. */
    public static final FeatureSwitches NONE = new FeatureSwitches(Map.of());

    /** Copies. */
    public FeatureSwitches {
        on = Map.copyOf(on);
    }

    /**
     * Reads {@code -NAME} for what is off and {@code +NAME} for what is on.
     *
     * @param problems is told of each text that is neither; the others hold
     */
    public static FeatureSwitches parse(List<String> texts, Consumer<String> problems) {
        Map<String, Boolean> on = new LinkedHashMap<>();
        for (String text : texts) {
            String name = text.substring(1).strip();
            char sign = text.charAt(0);
            if ((sign == '-' || sign == '+') && Engine.features().contains(name)) {
                on.put(name, sign == '+');
            } else {
                problems.accept("'" + text + "' is not used: it must be - or + and one of "
                        + String.join(", ", Engine.features()));
            }
        }
        return new FeatureSwitches(on);
    }

    /** What is off, where of several that say something of a feature the first holds. */
    static Set<String> off(Collection<FeatureSwitches> mostSpecificFirst) {
        Map<String, Boolean> all = new LinkedHashMap<>();
        mostSpecificFirst.forEach(switches -> switches.on.forEach(all::putIfAbsent));
        Set<String> off = new TreeSet<>();
        all.forEach((name, on) -> {
            if (!on) {
                off.add(name);
            }
        });
        return off;
    }
}
