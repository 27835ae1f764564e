package dev.tagalong.console.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpSession;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForgeryCheckTest {

    private static final Map<String, String> SAME = Map.of("Sec-Fetch-Site", "same-origin");

    private final ForgeryCheck check = new ForgeryCheck();
    private final HttpSession session = Fakes.session();
    private final String token = check.token(Fakes.request(session, null, Map.of()));

    private boolean passes(HttpSession of, String given, Map<String, String> headers) {
        return check.passes(Fakes.request(of, given, headers));
    }

    @Test
    void tokenOfTheSessionPasses() {
        assertTrue(passes(session, token, SAME));
        assertTrue(passes(session, token, Map.of("Origin", "http://127.0.0.1:8080", "Host", "127.0.0.1:8080")));
    }

    @Test
    void tokenThatIsMissingWrongOrAnotherSessionsIsRefused() {
        HttpSession other = Fakes.session();
        check.token(Fakes.request(other, null, Map.of()));
        assertFalse(passes(session, null, SAME));
        assertFalse(passes(session, "", SAME));
        assertFalse(passes(other, token, SAME));
        assertFalse(passes(Fakes.session(), token, SAME));
        assertFalse(passes(null, token, SAME));
    }

    @Test
    void otherOriginsAreRefusedEvenWithTheToken() {
        assertFalse(passes(session, token, Map.of("Sec-Fetch-Site", "cross-site")));
        assertFalse(passes(session, token, Map.of("Sec-Fetch-Site", "same-site")));
        assertFalse(passes(session, token, Map.of("Origin", "http://evil.example", "Host", "127.0.0.1:8080")));
        assertFalse(passes(session, token, Map.of("Origin", "null", "Host", "127.0.0.1:8080")));
        assertFalse(passes(session, token, Map.of("Origin", "::", "Host", "127.0.0.1:8080")));
        assertFalse(passes(session, token, Map.of()));
    }
}
