package dev.tagalong.dl;

/**
 * A library that a position-independent module needs, and what would be taken for it now.
 *
 * @param neededBy the name of the module that needs it
 * @param name the name under which it is needed
 * @param library what would be loaded, or {@code null} if nothing can be
 * @param error why nothing can be, else {@code null}
 */
public record LibraryNeed(String neededBy, String name, LibraryInfo library, String error) {}
