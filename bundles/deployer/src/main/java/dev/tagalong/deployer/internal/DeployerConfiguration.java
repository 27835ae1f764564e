package dev.tagalong.deployer.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code dev.tagalong.deployer}. */
@ObjectClassDefinition(name = "Tagalong deployer", description = "When files in watched folders are taken for modules")
@interface DeployerConfiguration {

    /** The property {@code quiet.ms}. */
    @AttributeDefinition(
            name = "Quiet time",
            description = "How long nobody must have written to a file before it is taken, in milliseconds, 0 to 60000")
    int quiet_ms() default 1_000;
}
