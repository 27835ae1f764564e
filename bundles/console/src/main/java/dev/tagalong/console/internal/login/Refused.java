package dev.tagalong.console.internal.login;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The page of somebody who is not let in: it tells what to do, and nothing of the container. */
final class Refused {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>%s \u2013 Tagalong</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            </head><body><h1>%s</h1><p>%s</p><p><a href="/%s">Try again</a></p></body></html>
            """;

    private Refused() {}

    /** Writes it; the texts are HTML. */
    static void write(HttpServletResponse response, int status, String title, String text) throws IOException {
        byte[] page = PAGE.formatted(title, title, text, Announcement.PAGE).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
