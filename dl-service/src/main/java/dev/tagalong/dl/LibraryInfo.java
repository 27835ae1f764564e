package dev.tagalong.dl;

import org.osgi.framework.Version;

/**
 * A module that a bundle offers, as it stands at the moment of asking.
 *
 * @param id the handle id, 1 to 65,535; 0 while it has none
 * @param name the name that {@code dlopen} finds it under
 * @param version the module's version
 * @param bundleId the offering bundle's id
 * @param bundleName the offering bundle's symbolic name
 * @param state how far it has come
 * @param references how many opens have not been closed yet
 * @param error why it is {@link State#BROKEN}, else {@code null}
 */
public record LibraryInfo(
        int id,
        String name,
        Version version,
        long bundleId,
        String bundleName,
        State state,
        int references,
        String error) {

    /** How far a library has come. */
    public enum State {
        /** Its bundle is active; nobody has it open. */
        OFFERED,
        /** It has an instance. */
        OPEN,
        /** Its bundle stops: calls under way may finish, new ones trap. */
        CLOSING,
        /** Its module cannot be used. */
        BROKEN
    }
}
