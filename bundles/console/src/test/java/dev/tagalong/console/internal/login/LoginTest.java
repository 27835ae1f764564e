package dev.tagalong.console.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.console.internal.Requests;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {

    @TempDir
    Path folder;

    private final List<String> sent = new ArrayList<>();
    private final ByteArrayOutputStream page = new ByteArrayOutputStream();
    private final ServletOutputStream body = new ServletOutputStream() {
        @Override
        public void write(int b) {
            page.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    };

    private record Configuration(String user, String password_file, boolean announce) implements LoginConfiguration {
        @Override
        public Class<? extends Annotation> annotationType() {
            return LoginConfiguration.class;
        }
    }

    private Login login() throws IOException {
        return new Login(new Configuration("admin", folder.resolve("password").toString(), true), Map.of());
    }

    private Object authenticate(Login login, String header) {
        return authenticate(login, header == null ? Map.of() : Map.of("Authorization", header));
    }

    private Object authenticate(Login login, Map<String, String> headers) {
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (self, method, arguments) -> {
                    if (method.getName().equals("getOutputStream")) {
                        return body;
                    }
                    sent.add(method.getName() + List.of(arguments));
                    return null;
                });
        return login.authenticate(Requests.of(null, null, headers), response);
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theUserWithThePasswordIsLetIn() throws IOException {
        Login login = login();
        assertEquals("admin", authenticate(login, basic("admin:" + login.freshPassword())));
        assertEquals(
                "admin",
                authenticate(
                        login, "bASIC" + basic("admin:" + login.freshPassword()).substring(5)));
        assertEquals(
                List.of("setHeader[X-Frame-Options, SAMEORIGIN]"),
                sent.stream().distinct().toList());
    }

    @Test
    void whatPagesOfOthersSendIsRefusedEvenWithThePassword() throws IOException {
        Login login = login();
        String header = basic("admin:" + login.freshPassword());
        String host = "127.0.0.1:8080";
        for (Map<String, String> from : List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Origin", "http://evil.example", "Host", host),
                Map.of("Origin", "null", "Host", host))) {
            Map<String, String> headers = new HashMap<>(from);
            headers.put("Authorization", header);
            assertEquals("admin", authenticate(login, headers), "a link may lead here");
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "anything")) {
                headers.put("method", method);
                sent.clear();
                assertNull(authenticate(login, headers), headers.toString());
                assertTrue(sent.contains("setStatus[403]"), sent.toString());
                assertTrue(page.toString(StandardCharsets.UTF_8).contains("a page of another server"), page.toString());
            }
        }
        for (Map<String, String> from : List.of(
                Map.of("Sec-Fetch-Site", "same-origin"),
                Map.of("Sec-Fetch-Site", "none"),
                Map.of("Origin", "http://" + host, "Host", host),
                Map.<String, String>of())) {
            Map<String, String> headers = new HashMap<>(from);
            headers.put("Authorization", header);
            headers.put("method", "POST");
            assertEquals("admin", authenticate(login, headers), headers.toString());
        }
    }

    @Test
    void everybodyElseIsAskedForIt() throws IOException {
        Login login = login();
        String password = login.freshPassword();
        for (String header : new String[] {
            null,
            "",
            "Basic",
            "Basic ",
            "Basic !",
            "Bearer " + password,
            basic(""),
            basic(":"),
            basic("admin"),
            basic("admin:"),
            basic("admin:admin"),
            basic(password),
            basic("root:" + password),
            basic("admin:" + password + " ")
        }) {
            sent.clear();
            page.reset();
            assertNull(authenticate(login, header), header);
            String text = page.toString(StandardCharsets.UTF_8);
            assertTrue(text.contains("<a href=\"/system/console/tagalong\">Try again</a>"), text);
            assertFalse(text.contains(folder.toString()), text);
            assertTrue(sent.contains("setStatus[401]"), sent.toString());
            assertTrue(sent.toString().contains("WWW-Authenticate, Basic realm="), sent.toString());
        }
    }

    @Test
    void nobodyIsLetInWithoutAPassword() throws IOException {
        Login login = login();
        Files.delete(login.file());
        assertNull(authenticate(login, basic("admin:" + login.freshPassword())));
        assertNull(authenticate(login, basic("admin:")));
    }

    @Test
    void aPasswordIsToldOnlyWhenItWasMade() throws IOException {
        Login first = login();
        String text = Announcement.text(first, "http://127.0.0.1:8080/");
        assertTrue(text.startsWith("console: http://127.0.0.1:8080/system/console/tagalong, user admin"), text);
        assertTrue(text.contains(first.freshPassword()), text);
        String again = Announcement.text(login(), "http://127.0.0.1:8080/");
        assertFalse(again.contains(first.freshPassword()), again);
        assertTrue(again.contains(first.file().toString()), again);
        String none = Announcement.text(first);
        assertTrue(none.startsWith("console: it cannot be reached"), none);
    }

    @Test
    void aLoginWithoutUserOrFileIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new Login(new Configuration("admin", null, true), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new Login(new Configuration("", "x", true), Map.of()));
    }
}
