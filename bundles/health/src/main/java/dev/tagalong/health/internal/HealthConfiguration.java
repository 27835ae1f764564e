package dev.tagalong.health.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code dev.tagalong.health}; a change holds at once. */
@ObjectClassDefinition(name = "Tagalong health checks", description = "When a WebAssembly module counts as not well")
@interface HealthConfiguration {

    /** The property {@code traps.warn}. */
    @AttributeDefinition(
            name = "Traps",
            description = "How many traps within the period turn a module's check to warn: 1 to 16",
            min = "1",
            max = "16")
    int traps_warn() default 3;

    /** The property {@code traps.period.s}. */
    @AttributeDefinition(name = "Period", description = "For how many seconds a trap counts: 1 or more", min = "1")
    long traps_period_s() default 600;
}
