package dev.tagalong.console.internal;

import dev.tagalong.console.internal.page.CallForm;
import dev.tagalong.console.internal.page.Frame;
import dev.tagalong.console.internal.page.Json;
import dev.tagalong.console.internal.page.RunForm;
import dev.tagalong.console.internal.page.Site;
import dev.tagalong.console.internal.page.View;
import dev.tagalong.dl.ConfigurationKeys;
import dev.tagalong.dl.Linker;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/**
 * The plugin of the Web Console. {@code GET} shows and changes nothing; {@code POST} changes something if
 * {@link ForgeryCheck} lets it pass. Pages are whole: the console's own frame needs scripts within the page, and a policy that allows
 * these would allow those of an intruder. The linker may come and go; without it there are the bundles, and no figures.
 */
@Component(
        service = Servlet.class,
        configurationPid = ConsoleServlet.PID,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + ConsoleServlet.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Plugins",
            ServletConstants.PLUGIN_CATEGORY + "=WebAssembly"
        })
@Designate(ocd = ConsoleConfiguration.class)
public final class ConsoleServlet extends AbstractServlet {

    static final String PID = "dev.tagalong.console";

    /** The last part of the pages' path. */
    static final String LABEL = "tagalong";

    private static final String RESOURCES = "res/";

    private final transient ForgeryCheck forgery = new ForgeryCheck();
    private final transient Map<String, Resource> resources = Resource.all();
    private final transient Workings workings;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Linker linker;

    /** The pages as configured. */
    @Activate
    public ConsoleServlet(BundleContext context, ConsoleConfiguration configuration, Map<String, Object> properties) {
        ConfigurationKeys.unknown(PID, ConsoleConfiguration.class, properties)
                .forEach(LoggerFactory.getLogger(ConsoleServlet.class)::warn);
        this.workings = Workings.of(context, configuration);
    }

    @Deactivate
    void close() {
        workings.held().closeAll();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusable(request, response, () -> get(request, response));
    }

    private void get(HttpServletRequest request, HttpServletResponse response) throws IOException, Refusal {
        String page = page(request);
        Parameters parameters = new Parameters(request);
        Pages pages = new Pages(site(request), parameters, linker, workings);
        switch (page) {
            case "" -> show(response, pages.plugins().html());
            case "plugins.json" -> tell(response, pages.plugins());
            case "graph" -> show(response, pages.graph().html());
            case "graph.json" -> tell(response, pages.graph());
            case "module" -> {
                CallForm call = CallForm.of(parameters.get(Parameters.FUNCTION, null));
                show(response, pages.module(call, RunForm.EMPTY).html());
            }
            case "module.json" -> tell(response, pages.module(CallForm.of(null), RunForm.EMPTY));
            case "code" -> show(response, pages.code());
            default -> resource(page, request, response);
        }
    }

    private void resource(String page, HttpServletRequest request, HttpServletResponse response)
            throws IOException, Refusal {
        Resource resource = page.startsWith(RESOURCES) ? resources.get(page.substring(RESOURCES.length())) : null;
        if (resource == null) {
            throw Refusal.notFound("There is no page " + request.getRequestURI());
        }
        Answer.resource(request, response, resource);
    }

    private static void show(HttpServletResponse response, String page) throws IOException {
        Answer.html(response, HttpServletResponse.SC_OK, page);
    }

    private static void tell(HttpServletResponse response, View view) throws IOException {
        Answer.json(response, HttpServletResponse.SC_OK, view.json());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusable(request, response, () -> {
            if (!forgery.passes(request)) {
                throw Refusal.forbidden("The request did not come from a page of this console, or the container was"
                        + " started anew since: load the page again.");
            }
            new Actions(site(request), new Parameters(request), linker, workings).run(page(request), request, response);
        });
    }

    private interface Work {
        void run() throws IOException, Refusal;
    }

    /** A refusal is told as a page, or to the script. */
    private void refusable(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
        try {
            work.run();
        } catch (Refusal e) {
            Answer.forget(request, response);
            if (Answer.forScript(request)) {
                Answer.json(response, e.status(), Json.of(Map.of("error", e.getMessage())));
            } else {
                Answer.html(response, e.status(), Frame.problem(site(request), e.title(), e.getMessage()));
            }
        }
    }

    @Override
    protected void doTrace(HttpServletRequest request, HttpServletResponse response) {
        // It would tell scripts what the browser sends.
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    /** The path below ours, without the slash. */
    private static String page(HttpServletRequest request) {
        String path = String.valueOf(request.getPathInfo());
        int begin = LABEL.length() + 2;
        return path.length() < begin ? "" : path.substring(begin);
    }

    private Site site(HttpServletRequest request) {
        return new Site(
                String.valueOf(request.getAttribute(ServletConstants.ATTR_PLUGIN_ROOT)),
                String.valueOf(request.getAttribute(ServletConstants.ATTR_APP_ROOT)),
                forgery.token(request));
    }
}
