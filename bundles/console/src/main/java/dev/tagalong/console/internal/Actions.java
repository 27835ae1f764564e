package dev.tagalong.console.internal;

import dev.tagalong.console.internal.page.CallForm;
import dev.tagalong.console.internal.page.Json;
import dev.tagalong.console.internal.page.ModulePage;
import dev.tagalong.console.internal.page.RunForm;
import dev.tagalong.console.internal.page.Site;
import dev.tagalong.console.internal.plugin.FunctionCall;
import dev.tagalong.console.internal.plugin.Outcome;
import dev.tagalong.console.internal.plugin.Plugin;
import dev.tagalong.console.internal.plugin.PluginControl;
import dev.tagalong.console.internal.plugin.PluginModule;
import dev.tagalong.console.internal.plugin.ProgramCall;
import dev.tagalong.console.internal.plugin.RefusedException;
import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Linker;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a request can change. That it may was checked before. */
final class Actions {

    private final Site site;
    private final Parameters parameters;
    private final Linker linker;
    private final Workings workings;
    private final Pages pages;

    Actions(Site site, Parameters parameters, Linker linker, Workings workings) {
        this.site = site;
        this.parameters = parameters;
        this.linker = linker;
        this.workings = workings;
        this.pages = new Pages(site, parameters, linker, workings);
    }

    /** Does one and answers. */
    void run(String action, HttpServletRequest request, HttpServletResponse response) throws IOException, Refusal {
        try {
            switch (action) {
                case "call" -> call(request, response);
                case "run" -> run(request, response);
                case "upload" -> upload(request, response);
                case "open", "close", "start", "stop" -> Answer.redirect(response, change(action));
                case "uninstall" -> {
                    workings.control().uninstall(pages.plugin());
                    Answer.redirect(response, site.link(""));
                }
                default -> throw Refusal.notFound("Nothing can be done at " + request.getRequestURI());
            }
        } catch (RefusedException e) {
            throw Refusal.conflict(e.getMessage());
        }
    }

    private void call(HttpServletRequest request, HttpServletResponse response) throws IOException, Refusal {
        PluginModule module = usable();
        String function = parameters.get(Parameters.FUNCTION);
        Duration deadline = parameters.deadline();
        List<String> arguments = parameters.arguments();
        Outcome outcome = workings.calls()
                .run(new FunctionCall(linker, module.name(), module.query(), function, arguments), deadline);
        if (Answer.forScript(request)) {
            Answer.json(response, HttpServletResponse.SC_OK, CallForm.json(outcome));
        } else {
            show(response, new CallForm(function, arguments, deadline, outcome), RunForm.EMPTY);
        }
    }

    private void run(HttpServletRequest request, HttpServletResponse response) throws IOException, Refusal {
        PluginModule module = usable();
        Duration deadline = parameters.deadline();
        String arguments = parameters.get(RunForm.ARGUMENTS, "");
        String input = parameters.get(RunForm.INPUT, "");
        Outcome outcome = workings.calls()
                .run(
                        new ProgramCall(
                                linker,
                                module.name(),
                                module.query(),
                                arguments.lines().toList(),
                                input),
                        deadline);
        if (Answer.forScript(request)) {
            Answer.json(response, HttpServletResponse.SC_OK, CallForm.json(outcome));
        } else {
            show(response, CallForm.of(null), new RunForm(arguments, input, deadline, outcome));
        }
    }

    private PluginModule usable() throws Refusal {
        PluginModule module = pages.module(pages.plugin());
        pages.usable(module);
        return module;
    }

    private void show(HttpServletResponse response, CallForm call, RunForm run) throws IOException, Refusal {
        Answer.html(response, HttpServletResponse.SC_OK, pages.module(call, run).html());
    }

    /** The answer is where to go on. */
    private String change(String action) throws Refusal, RefusedException {
        Plugin plugin = pages.plugin();
        PluginModule module = pages.module(plugin);
        switch (action) {
            case "open" -> {
                pages.usable(module);
                workings.held().open(linker, module);
            }
            case "close" -> workings.held().close(module);
            case "start" -> workings.control().start(plugin);
            default -> workings.control().stop(plugin);
        }
        return ModulePage.link(site, module);
    }

    /** The module is the request's body as it is; its name is a parameter. */
    private void upload(HttpServletRequest request, HttpServletResponse response)
            throws IOException, Refusal, RefusedException {
        String name = parameters.get(Parameters.NAME);
        byte[] binary;
        try (InputStream in = request.getInputStream()) {
            binary = workings.bound().read(in, request.getContentLengthLong());
        } catch (DlException e) {
            throw Refusal.tooLarge(name + " cannot be uploaded: " + e.getMessage());
        }
        PluginControl.Upload upload = workings.control().upload(name, binary);
        Answer.json(
                response,
                HttpServletResponse.SC_OK,
                Json.of(Map.of("text", upload.text(), "started", upload.started(), "bundle", upload.bundleId())));
    }
}
