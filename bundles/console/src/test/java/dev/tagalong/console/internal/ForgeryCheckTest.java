package dev.tagalong.console.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ForgeryCheckTest {

    private static final Map<String, String> SAME = Map.of("Sec-Fetch-Site", "same-origin");
    private static final String HOST = "127.0.0.1:8080";

    private final ForgeryCheck check = new ForgeryCheck();
    private final String token = check.token(Requests.of("admin", null, Map.of()));

    private boolean passes(String given, Map<String, String> headers) {
        return check.passes(Requests.of("admin", given, headers));
    }

    @Test
    void theUsersTokenPasses() {
        assertTrue(passes(token, SAME));
        assertTrue(passes(token, Map.of("Origin", "http://" + HOST, "Host", HOST)));
        assertTrue(passes(null, Map.of("Sec-Fetch-Site", "same-origin", ForgeryCheck.HEADER, token)));
    }

    @Test
    void aTokenThatIsMissingWrongOrAnothersIsRefused() {
        String others = check.token(Requests.of("root", null, Map.of()));
        String older = new ForgeryCheck().token(Requests.of("admin", null, Map.of()));
        assertFalse(passes(null, SAME));
        assertFalse(passes("", SAME));
        assertFalse(passes(others, SAME));
        assertFalse(passes(older, SAME));
        assertFalse(passes(token, Map.of("Sec-Fetch-Site", "same-origin", ForgeryCheck.HEADER, others)));
    }

    @Test
    void otherOriginsAreRefusedEvenWithTheToken() {
        assertFalse(passes(token, Map.of("Sec-Fetch-Site", "cross-site")));
        assertFalse(passes(token, Map.of("Sec-Fetch-Site", "same-site")));
        assertFalse(passes(token, Map.of("Sec-Fetch-Site", "none")));
        assertFalse(passes(token, Map.of("Origin", "http://evil.example", "Host", HOST)));
        assertFalse(
                passes(token, Map.of("Sec-Fetch-Site", "same-origin", "Origin", "http://evil.example", "Host", HOST)));
        assertFalse(passes(token, Map.of("Origin", "http://" + HOST)));
        assertFalse(passes(token, Map.of("Origin", "null", "Host", HOST)));
        assertFalse(passes(token, Map.of("Origin", "::", "Host", HOST)));
        assertFalse(passes(token, Map.of()));
    }
}
