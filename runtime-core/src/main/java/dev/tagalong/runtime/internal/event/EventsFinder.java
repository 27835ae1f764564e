package dev.tagalong.runtime.internal.event;

/** Finds out whether the JVM has a flight recorder. */
final class EventsFinder {

    private EventsFinder() {}

    static Events find() {
        ClassLoader bundle = EventsFinder.class.getClassLoader();
        try {
            return new FlightLoader(bundle).events();
        } catch (ReflectiveOperationException | LinkageError none) {
            // A JVM may have been made without the module jdk.jfr.
            return new NoEvents();
        }
    }
}
