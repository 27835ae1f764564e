package dev.tagalong.dl.internal.resolve;

/** Why a bundle's modules went. */
public enum Departure {
    /** The bundle was stopped. */
    STOPPED("was stopped"),
    /** The bundle was updated. */
    UPDATED("was updated"),
    /** The bundle was uninstalled. */
    UNINSTALLED("was uninstalled"),
    /** The linker itself was stopped. */
    LINKER_STOPPED("was closed as the linker was stopped");

    private final String text;

    Departure(String text) {
        this.text = text;
    }

    /** What happened to a library, for messages. */
    public String text() {
        return text;
    }
}
