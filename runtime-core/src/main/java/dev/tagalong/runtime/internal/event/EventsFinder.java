package dev.tagalong.runtime.internal.event;

/** Finds out whether the JVM has a flight recorder. */
final class EventsFinder {

    private EventsFinder() {}

    static Events find() {
        try {
            Class.forName("jdk.jfr.Event", false, EventsFinder.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError none) {
            // A JVM may have been made without the module jdk.jfr.
            return new NoEvents();
        }
        return new FlightEvents();
    }
}
