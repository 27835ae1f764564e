package dev.tagalong.deployer.internal;

import org.osgi.framework.Bundle;

/**
 * What became of a module's file.
 *
 * @param file the file
 * @param state how far it has come
 * @param bundle the bundle, or {@code null} if it never was one
 * @param problem why the file as it is now is not what runs; {@code null} if it is
 */
record Deployment(String file, State state, Bundle bundle, String problem) {

    /** How far a file has come. */
    enum State {
        /** It is what its bundle has. */
        DEPLOYED,
        /** It is what its bundle has, which somebody wants to run and which does not start. */
        NOT_STARTED,
        /** It is being written; what was there before is what its bundle has, if there is one. */
        WAITING,
        /** It cannot become a bundle; what was there before is what its bundle has, if there is one. */
        REFUSED
    }
}
