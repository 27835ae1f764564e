package dev.tagalong.console.internal;

import dev.tagalong.console.internal.page.CallForm;
import dev.tagalong.console.internal.page.Frame;
import dev.tagalong.console.internal.page.Json;
import dev.tagalong.console.internal.page.ModulePage;
import dev.tagalong.console.internal.page.PluginsPage;
import dev.tagalong.console.internal.page.Site;
import dev.tagalong.console.internal.page.View;
import dev.tagalong.console.internal.plugin.DeadlineCall;
import dev.tagalong.console.internal.plugin.DeployFolder;
import dev.tagalong.console.internal.plugin.Outcome;
import dev.tagalong.console.internal.plugin.Plugin;
import dev.tagalong.console.internal.plugin.PluginModule;
import dev.tagalong.console.internal.plugin.Plugins;
import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.Symbol;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The plugin of the Web Console. {@code GET} shows and changes nothing; {@code POST} changes something if
 * {@link ForgeryCheck} lets it pass. Pages are whole: the console's own frame needs scripts within the page, and a policy that allows
 * these would allow those of an intruder. The linker may come and go; without it there are the bundles, and no figures.
 */
@Component(
        service = Servlet.class,
        configurationPid = "dev.tagalong.console",
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + ConsoleServlet.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Plugins",
            ServletConstants.PLUGIN_CATEGORY + "=WebAssembly"
        })
@Designate(ocd = ConsoleConfiguration.class)
public final class ConsoleServlet extends AbstractServlet {

    /** The last part of the pages' path. */
    static final String LABEL = "tagalong";

    private static final String FUNCTION = "function";

    private final transient ForgeryCheck forgery = new ForgeryCheck();
    private final transient Map<String, Resource> resources = Resource.all();
    private final transient Plugins plugins;
    private final transient DeadlineCall calls = new DeadlineCall();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile Linker linker;

    /** The pages as configured. */
    @Activate
    public ConsoleServlet(BundleContext context, ConsoleConfiguration configuration) {
        String folder = configuration.deploy_folder();
        DeployFolder deployFolder = new DeployFolder(folder.isEmpty() ? null : Path.of(folder));
        this.plugins = new Plugins(context, deployFolder);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusable(request, response, () -> get(request, response));
    }

    private void get(HttpServletRequest request, HttpServletResponse response) throws IOException, Refusal {
        String page = page(request);
        Site site = site(request);
        if (page.startsWith("res/")) {
            Resource resource = resources.get(page.substring("res/".length()));
            if (resource != null) {
                Answer.resource(request, response, resource);
                return;
            }
        }
        switch (page) {
            case "" -> show(response, pluginsPage(site));
            case "plugins.json" -> tell(response, pluginsPage(site));
            case "module" -> show(response, modulePage(site, request, CallForm.of(request.getParameter(FUNCTION))));
            case "module.json" -> tell(response, modulePage(site, request, CallForm.of(null)));
            default -> throw Refusal.notFound("There is no page " + request.getRequestURI());
        }
    }

    private static void show(HttpServletResponse response, View view) throws IOException {
        Answer.html(response, HttpServletResponse.SC_OK, view.html());
    }

    private View pluginsPage(Site site) {
        Linker present = linker;
        return PluginsPage.of(site, present != null, plugins.list(present));
    }

    private static void tell(HttpServletResponse response, View view) throws IOException {
        Answer.json(response, HttpServletResponse.SC_OK, view.json());
    }

    private View modulePage(Site site, HttpServletRequest request, CallForm form) throws Refusal {
        Linker present = linker;
        Plugin plugin = plugin(present, request);
        PluginModule module = module(plugin, request);
        String filter = request.getParameter("filter");
        List<Symbol> symbols = present == null || !module.usable() ? List.of() : symbols(present, module);
        return ModulePage.of(site, new ModulePage.Content(plugin, module, symbols, filter == null ? "" : filter, form));
    }

    /** What it offers; nothing if it has gone just now. */
    private static List<Symbol> symbols(Linker linker, PluginModule module) {
        try {
            return linker.symbols(module.query());
        } catch (DlException e) {
            return List.of();
        }
    }

    private Plugin plugin(Linker present, HttpServletRequest request) throws Refusal {
        String id = parameter(request, "bundle");
        return plugins.list(present).stream()
                .filter(p -> Long.toString(p.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(
                        "There is no bundle " + id + " with modules: it was uninstalled, or" + " never was."));
    }

    private static PluginModule module(Plugin plugin, HttpServletRequest request) throws Refusal {
        String name = parameter(request, "name");
        String version = parameter(request, "version");
        return plugin.modules().stream()
                .filter(m -> m.name().equals(name) && m.version().toString().equals(version))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Bundle " + plugin.id() + " has no module " + name + " " + version
                        + ": it may have been updated."));
    }

    private static String parameter(HttpServletRequest request, String name) throws Refusal {
        String value = request.getParameter(name);
        if (value == null) {
            throw Refusal.bad("The parameter " + name + " is missing.");
        }
        return value;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        refusable(request, response, () -> post(request, response));
    }

    private void post(HttpServletRequest request, HttpServletResponse response) throws IOException, Refusal {
        if (!forgery.passes(request)) {
            throw Refusal.forbidden("The request did not come from a page of this console, or the container was started"
                    + " anew since: load the page again.");
        }
        switch (page(request)) {
            case "call" -> call(request, response);
            default -> throw Refusal.notFound("Nothing can be done at " + request.getRequestURI());
        }
    }

    private void call(HttpServletRequest request, HttpServletResponse response) throws IOException, Refusal {
        Linker present = linker;
        PluginModule module = module(plugin(present, request), request);
        if (present == null || !module.usable()) {
            throw Refusal.conflict(module.name() + " is " + module.state() + ": nothing of it can be called.");
        }
        String function = parameter(request, FUNCTION);
        Duration deadline = deadline(parameter(request, CallForm.SECONDS));
        String[] typed = request.getParameterValues(CallForm.ARGUMENT);
        List<String> arguments = typed == null ? List.of() : List.of(typed);
        Outcome outcome =
                calls.run(present, new DeadlineCall.Call(module.name(), module.query(), function, arguments), deadline);
        if (forScript(request)) {
            Answer.json(response, HttpServletResponse.SC_OK, CallForm.json(outcome));
        } else {
            show(response, modulePage(site(request), request, new CallForm(function, arguments, deadline, outcome)));
        }
    }

    private static Duration deadline(String seconds) throws Refusal {
        try {
            Duration deadline = Duration.ofSeconds(Integer.parseInt(seconds));
            if (deadline.compareTo(Duration.ZERO) > 0 && deadline.compareTo(CallForm.LONGEST) <= 0) {
                return deadline;
            }
        } catch (NumberFormatException e) {
            // It is told below.
        }
        throw Refusal.bad("The deadline must be from 1 to " + CallForm.LONGEST.toSeconds() + " seconds: " + seconds);
    }

    private static boolean forScript(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.startsWith("application/json");
    }

    private interface Work {
        void run() throws IOException, Refusal;
    }

    /** A refusal is told as a page, or to the script. */
    private void refusable(HttpServletRequest request, HttpServletResponse response, Work work) throws IOException {
        try {
            work.run();
        } catch (Refusal e) {
            if (forScript(request)) {
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
