package dev.tagalong.samples.greeter;

import java.util.Optional;

/**
 * Who is greeted.
 *
 * @param name the name
 * @param title such as Dr., if there is one
 */
public record Guest(String name, Optional<String> title) {}
