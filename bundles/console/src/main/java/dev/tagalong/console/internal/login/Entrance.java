package dev.tagalong.console.internal.login;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;

/** The address of the server alone, which people type: it leads to the console. */
@Component(
        service = Servlet.class,
        // The empty pattern is the root's own page (Jakarta Servlet, 12.2), so that other paths stay as they are.
        property = HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN + "=")
public final class Entrance extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Not used: without a login there is no console to lead to. */
    @Reference
    private transient Login login;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Location", "/" + Announcement.PAGE);
        response.setStatus(HttpServletResponse.SC_FOUND);
    }
}
