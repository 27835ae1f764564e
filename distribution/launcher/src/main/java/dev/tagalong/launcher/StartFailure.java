package dev.tagalong.launcher;

/** A container that cannot start; the message is a line for the user. */
final class StartFailure extends Exception {

    private static final long serialVersionUID = 1;

    StartFailure(String message) {
        super(message);
    }
}
