package dev.tagalong.console.internal;

import jakarta.servlet.http.HttpServletResponse;

/** A request is not done; the message says why, for the one who made it. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    private Refusal(int status, String title, String message) {
        super(message);
        this.status = status;
        this.title = title;
    }

    /** There is no such thing. */
    static Refusal notFound(String message) {
        return new Refusal(HttpServletResponse.SC_NOT_FOUND, "Not found", message);
    }

    /** The request makes no sense. */
    static Refusal bad(String message) {
        return new Refusal(HttpServletResponse.SC_BAD_REQUEST, "Not understood", message);
    }

    /** Who asked may not. */
    static Refusal forbidden(String message) {
        return new Refusal(HttpServletResponse.SC_FORBIDDEN, "Refused", message);
    }

    /** It cannot be done now. */
    static Refusal conflict(String message) {
        return new Refusal(HttpServletResponse.SC_CONFLICT, "Not now", message);
    }

    /** There is more than is taken. */
    static Refusal tooLarge(String message) {
        return new Refusal(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "Too large", message);
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
