package dev.tagalong.console.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Linker;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The plugin. {@code GET} shows and changes nothing; {@code POST} makes one call and sends the browser back to the
 * module's page, which shows how it ended, once.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=tagalong",
            ServletConstants.PLUGIN_TITLE + "=WebAssembly",
            ServletConstants.PLUGIN_CATEGORY + "=Tagalong"
        })
public final class ModulesPlugin extends AbstractServlet {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String OUTCOME = ModulesPlugin.class.getName();

    private final transient Linker linker;
    private final transient ForgeryCheck forgery = new ForgeryCheck();
    private final transient DeadlineCall calls = new DeadlineCall();

    @Activate
    public ModulesPlugin(@Reference Linker linker) {
        this.linker = linker;
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        setNoCache(response);
        String module = request.getParameter("module");
        response.getWriter()
                .write(module == null ? Pages.modules(root(request), linker.libraries()) : page(request, module));
    }

    private String page(HttpServletRequest request, String module) {
        try {
            return Pages.symbols(
                    root(request), module, linker.symbols(module), forgery.token(request), takeOutcome(request));
        } catch (DlException e) {
            return "<p>" + Html.escape(e.getMessage()) + "</p>";
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!forgery.passes(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "not from a page of this session: load it again");
            return;
        }
        String module = request.getParameter("module");
        String function = request.getParameter("function");
        if (module == null || function == null) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "module or function is missing");
            return;
        }
        String[] arguments = request.getParameterValues("argument");
        Outcome outcome =
                calls.run(linker, module, function, arguments == null ? List.of() : List.of(arguments), DEADLINE);
        request.getSession().setAttribute(OUTCOME, outcome);
        response.sendRedirect(Pages.link(root(request), module));
    }

    private static Outcome takeOutcome(HttpServletRequest request) {
        HttpSession session = request.getSession();
        Object outcome = session.getAttribute(OUTCOME);
        session.removeAttribute(OUTCOME);
        return outcome instanceof Outcome last ? last : null;
    }

    private static String root(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(ServletConstants.ATTR_PLUGIN_ROOT));
    }
}
