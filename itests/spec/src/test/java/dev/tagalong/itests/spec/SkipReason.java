package dev.tagalong.itests.spec;

import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.ModuleException.Reason;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that may cause a command to be skipped.
 *
 * <p>A feature's command is skipped only if the engine refuses the module that it needs with
 * {@link Reason#UNSUPPORTED} and the feature's name. A feature that the engine offers has no place here: once it is
 * built, its row goes, and a module that is still refused for it fails.
 */
enum SkipReason {
    // Features of the standard and its proposals that are not yet built
    CUSTOM_DESCRIPTORS("custom descriptors", true),

    // What is no matter of an engine that executes binaries
    /** A malformed module in the text format. */
    TEXT_FORMAT("text format", false),
    /** A fault in a custom section, which makes no module invalid (specification, section 5.5.3). */
    CUSTOM_SECTION_CONTENTS("custom section contents", false),
    /** A proposal's test of a limit that the standard has lifted since: the module that it calls invalid is valid. */
    LIFTED_LIMIT("limit lifted by the standard", false),
    /** A module of a proposal that lifts a rule of the standard. */
    LIFTED_RULE("rule lifted by the proposal", false);

    /** Custom descriptors let a cast lead to any type of the same hierarchy. */
    private static final String CASTS_ANYWHERE = "proposals/custom-descriptors";

    private static final Set<String> LIFTED_LIMITS = Set.of("multiple memories", "multiple tables");

    private final String text;
    private final boolean feature;

    SkipReason(String text, boolean feature) {
        this.text = text;
        this.feature = feature;
    }

    /** The reason for which {@code refusal} lets a command of a group of files be skipped, if it does. */
    static Optional<SkipReason> of(ModuleException refusal, String group) {
        if (group.equals(CASTS_ANYWHERE)
                && refusal.reason() == Reason.INVALID
                && refusal.getMessage().startsWith("type mismatch: a cast of")) {
            return Optional.of(LIFTED_RULE);
        }
        if (refusal.reason() != Reason.UNSUPPORTED) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(reason -> reason.feature && refusal.getMessage().startsWith(reason.text + " is not supported"))
                .findFirst();
    }

    /** Whether a module is called invalid for a limit that the standard has lifted. */
    static boolean isLiftedLimit(String expectedText) {
        return LIFTED_LIMITS.contains(expectedText);
    }

    /** The name in reports. */
    @Override
    public String toString() {
        return text;
    }
}
