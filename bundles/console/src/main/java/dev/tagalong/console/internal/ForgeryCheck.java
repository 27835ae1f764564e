package dev.tagalong.console.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Whether a request that changes something came from one of our own pages. It has to bring the token of its session, and
 * the browser has to say that it comes from this origin: {@code Sec-Fetch-Site}, or {@code Origin} from browsers without.
 */
final class ForgeryCheck {

    static final String PARAMETER = "token";

    private static final String ATTRIBUTE = ForgeryCheck.class.getName();
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** The session's token, made at its first use. */
    synchronized String token(HttpServletRequest request) {
        HttpSession session = request.getSession();
        if (!(session.getAttribute(ATTRIBUTE) instanceof String)) {
            byte[] bytes = new byte[TOKEN_BYTES];
            random.nextBytes(bytes);
            session.setAttribute(ATTRIBUTE, HexFormat.of().formatHex(bytes));
        }
        return (String) session.getAttribute(ATTRIBUTE);
    }

    boolean passes(HttpServletRequest request) {
        return sameOrigin(request) && hasToken(request);
    }

    private static boolean hasToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String given = request.getParameter(PARAMETER);
        return session != null
                && given != null
                && session.getAttribute(ATTRIBUTE) instanceof String expected
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean sameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        if (origin == null || host == null) {
            return false;
        }
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
