package dev.tagalong.console.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Requests as a few tests need them. */
public final class Requests {

    private Requests() {}

    /** One with these headers, of this user, with a parameter {@code token}. */
    public static HttpServletRequest of(String user, String token, Map<String, String> headers) {
        Map<Object, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                Requests.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> headers.getOrDefault("method", "GET");
                    case "getRemoteUser" -> user;
                    case "getParameter" -> arguments[0].equals("token") ? token : null;
                    case "getHeader" -> headers.get(arguments[0]);
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }
}
