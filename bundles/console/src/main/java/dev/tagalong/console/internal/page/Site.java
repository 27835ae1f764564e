package dev.tagalong.console.internal.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where the pages are, and for whom.
 *
 * @param root the path of the pages, such as {@code /system/console/tagalong}
 * @param console the path of the Web Console, such as {@code /system/console}
 * @param token what a request that changes something has to bring
 */
public record Site(String root, String console, String token) {

    /** The parameter of forms that holds the token. */
    public static final String TOKEN = "token";

    /** A page's path with its parameters: names and values by turns. */
    public String link(String page, Object... parameters) {
        StringBuilder link = new StringBuilder(root);
        if (!page.isEmpty()) {
            link.append('/').append(page);
        }
        for (int i = 0; i < parameters.length; i += 2) {
            link.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(String.valueOf(parameters[i + 1]), StandardCharsets.UTF_8));
        }
        return link.toString();
    }
}
