package dev.tagalong.console.internal.login;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/**
 * Where a request comes from, as the browser says: {@code Sec-Fetch-Site} (Fetch Metadata), and {@code Origin} (RFC 6454), which
 * older browsers send, too, with whatever may change something.
 */
public final class Origin {

    private static final String SITE = "Sec-Fetch-Site";
    private static final String ORIGIN = "Origin";

    private Origin() {}

    /** Whether the browser says that it comes from a page of this server. */
    public static boolean isOurs(HttpServletRequest request) {
        String site = request.getHeader(SITE);
        return (site == null || site.equals("same-origin"))
                && (site != null || request.getHeader(ORIGIN) != null)
                && !isElsewhere(request);
    }

    /** Whether a browser says that it comes from a page of another server. What is no browser says nothing. */
    public static boolean isElsewhere(HttpServletRequest request) {
        String site = request.getHeader(SITE);
        String origin = request.getHeader(ORIGIN);
        return (site != null && !site.equals("same-origin") && !site.equals("none"))
                || (origin != null && !same(origin, request.getHeader("Host")));
    }

    private static boolean same(String origin, String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
