package dev.tagalong.console.internal;

import dev.tagalong.console.internal.login.Origin;
import dev.tagalong.console.internal.page.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a request that changes something came from one of our own pages. It has to bring its user's token, and the browser
 * has to say that it comes from this server. Tokens hold as long as this object; they need no session, so that clients without cookies leave none behind. Safe for any thread.
 */
final class ForgeryCheck {

    /** The header that may hold the token instead of the parameter. */
    static final String HEADER = "X-Tagalong-Token";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private final SecretKeySpec secret;

    ForgeryCheck() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.secret = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The token of a request's user. */
    String token(HttpServletRequest request) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] user = String.valueOf(request.getRemoteUser()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(user));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has " + ALGORITHM, e);
        }
    }

    boolean passes(HttpServletRequest request) {
        return Origin.isOurs(request) && hasToken(request);
    }

    private boolean hasToken(HttpServletRequest request) {
        String header = request.getHeader(HEADER);
        String given = header == null ? request.getParameter(Site.TOKEN) : header;
        return given != null
                && MessageDigest.isEqual(
                        token(request).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
