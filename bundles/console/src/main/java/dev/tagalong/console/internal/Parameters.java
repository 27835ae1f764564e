package dev.tagalong.console.internal;

import dev.tagalong.console.internal.page.CallForm;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;

/** What a request says. */
final class Parameters {

    static final String BUNDLE = "bundle";
    static final String NAME = "name";
    static final String VERSION = "version";
    static final String FUNCTION = "function";
    static final String FILTER = "filter";

    private final HttpServletRequest request;

    Parameters(HttpServletRequest request) {
        this.request = request;
    }

    /** One that must be there. */
    String get(String name) throws Refusal {
        String value = request.getParameter(name);
        if (value == null) {
            throw Refusal.bad("The parameter " + name + " is missing.");
        }
        return value;
    }

    /** One that need not be there. */
    String get(String name, String otherwise) {
        String value = request.getParameter(name);
        return value == null ? otherwise : value;
    }

    /** The arguments of a call, as they were typed. */
    List<String> arguments() {
        String[] typed = request.getParameterValues(CallForm.ARGUMENT);
        return typed == null ? List.of() : List.of(typed);
    }

    /** The deadline of a call. */
    Duration deadline() throws Refusal {
        String seconds = get(CallForm.SECONDS);
        try {
            Duration deadline = Duration.ofSeconds(Integer.parseInt(seconds));
            if (deadline.compareTo(Duration.ZERO) > 0 && deadline.compareTo(CallForm.LONGEST) <= 0) {
                return deadline;
            }
        } catch (NumberFormatException e) {
            // It is told below.
        }
        throw Refusal.bad(
                "The deadline must be from 1 to " + CallForm.LONGEST.toSeconds() + " whole seconds, not " + seconds);
    }
}
