package dev.tagalong.dl.internal.resolve;

import dev.tagalong.runtime.ProcessEnvironment;

/** With which states instances begin instead of the usual start. Called without locks, by any thread. */
public interface InitialStates {

    /** All begin the usual way. */
    InitialStates NONE = new InitialStates() {
        @Override
        public InitialState of(ModuleOffer offer, ProcessEnvironment environment) {
            return null;
        }

        @Override
        public void offered(ModuleOffer offer) {}

        @Override
        public void started(ModuleOffer offer) {}

        @Override
        public void unusable(ModuleOffer offer, String reason) {}
    };

    /**
     * The state that the next instance of a module begins with.
     *
     * @param environment what the instance is told
     * @return {@code null} if it begins the usual way
     */
    InitialState of(ModuleOffer offer, ProcessEnvironment environment);

    /** A module is on offer, or may be configured otherwise. */
    void offered(ModuleOffer offer);

    /** An instance has begun the usual way. */
    void started(ModuleOffer offer);

    /** A state could not be used. */
    void unusable(ModuleOffer offer, String reason);
}
