package dev.tagalong.console.internal.login;

import jakarta.servlet.Servlet;
import java.util.Map;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.HttpServiceRuntimeConstants;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** Tells on standard error, where it is not in the way of a program's output, that the console is there, and where. */
@Component(
        service = {},
        immediate = true)
public final class Announcement {

    /** The path of our pages. */
    static final String PAGE = "system/console/tagalong";

    /** What the Web Console registers when it has all that it waits for. */
    private static final String CONSOLE =
            "(" + HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=org.apache.felix.webconsole)";

    /** Tells it at once. */
    @Activate
    public Announcement(
            @Reference Login login,
            @Reference(service = HttpServiceRuntime.class) Map<String, Object> server,
            @Reference(target = "(" + ServletConstants.PLUGIN_LABEL + "=tagalong)") ServiceReference<Servlet> page,
            @Reference(target = CONSOLE) ServiceReference<ServletContextHelper> console) {
        if (login.announced()) {
            Object urls = server.get(HttpServiceRuntimeConstants.HTTP_SERVICE_ENDPOINT);
            System.err.print(text(login, urls instanceof String[] given ? given : new String[0]));
        }
    }

    static String text(Login login, String... urls) {
        if (urls.length == 0) {
            return "console: it cannot be reached, as the HTTP server has opened no port: another process may have it."
                    + " The log tells more." + System.lineSeparator();
        }
        StringBuilder text = new StringBuilder();
        for (String url : urls) {
            text.append("console: ")
                    .append(url)
                    .append(PAGE)
                    .append(", user ")
                    .append(login.user())
                    .append(login.freshPassword() == null ? "" : ", new password " + login.freshPassword())
                    .append(", password in ")
                    .append(login.file())
                    .append(System.lineSeparator());
        }
        return text.toString();
    }
}
