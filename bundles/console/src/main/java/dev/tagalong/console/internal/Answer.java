package dev.tagalong.console.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is sent. Each answer tells the browser to load nothing from elsewhere, to run no script but ours, and to show the page in no
 * frame. Bytes are written, not characters: in these the Web Console replaces what looks like its variables.
 */
final class Answer {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private static final int BUFFER_BYTES = 8192;
    private static final long MOST_FORGOTTEN_BYTES = 64L << 20;

    private Answer() {}

    /** Whether the script asks, which shows what it gets itself. */
    static boolean forScript(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.startsWith("application/json");
    }

    /**
     * Takes what is left of a refused request, within reason: to a client that still sends, a closed connection is all that it
     * sees of the answer. Of what is longer nothing more is read, and the connection ends with the answer.
     */
    static void forget(HttpServletRequest request, HttpServletResponse response) throws IOException {
        InputStream in = request.getInputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = MOST_FORGOTTEN_BYTES;
        int read = 0;
        while (left > 0 && read >= 0) {
            read = in.read(buffer);
            left -= Math.max(read, 0);
        }
        if (read >= 0) {
            response.setHeader("Connection", "close");
        }
    }

    /** A page. */
    static void html(HttpServletResponse response, int status, String text) throws IOException {
        fresh(response);
        send(response, status, "text/html;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Data for the script. */
    static void json(HttpServletResponse response, int status, String text) throws IOException {
        fresh(response);
        send(response, status, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Another page is to be read. */
    static void redirect(HttpServletResponse response, String location) {
        fresh(response);
        headers(response);
        response.setHeader("Location", location);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    /** A file of ours, unless the browser has it already. */
    static void resource(HttpServletRequest request, HttpServletResponse response, Resource resource)
            throws IOException {
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", resource.tag());
        if (resource.tag().equals(request.getHeader("If-None-Match"))) {
            headers(response);
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            send(response, HttpServletResponse.SC_OK, resource.type(), resource.bytes());
        }
    }

    private static void fresh(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
    }

    private static void headers(HttpServletResponse response) {
        HEADERS.forEach(response::setHeader);
    }

    private static void send(HttpServletResponse response, int status, String type, byte[] bytes) throws IOException {
        headers(response);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
