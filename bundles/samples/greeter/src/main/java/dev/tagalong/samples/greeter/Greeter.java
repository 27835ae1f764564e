package dev.tagalong.samples.greeter;

import org.osgi.annotation.versioning.ConsumerType;

/** Who greets people. */
@ConsumerType
public interface Greeter {

    /** A greeting for a guest. */
    String greet(Guest guest);
}
