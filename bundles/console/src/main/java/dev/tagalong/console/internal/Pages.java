package dev.tagalong.console.internal;

import dev.tagalong.console.internal.page.CallForm;
import dev.tagalong.console.internal.page.CodePage;
import dev.tagalong.console.internal.page.GraphPage;
import dev.tagalong.console.internal.page.ModulePage;
import dev.tagalong.console.internal.page.PluginsPage;
import dev.tagalong.console.internal.page.RunForm;
import dev.tagalong.console.internal.page.Site;
import dev.tagalong.console.internal.page.View;
import dev.tagalong.console.internal.plugin.Dependencies;
import dev.tagalong.console.internal.plugin.Plugin;
import dev.tagalong.console.internal.plugin.PluginModule;
import dev.tagalong.console.internal.plugin.Plugins;
import dev.tagalong.console.internal.plugin.ProgramCall;
import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.Module;
import java.util.List;
import java.util.function.Supplier;

/** The pages that a request can ask for, with one linker from beginning to end; there may be none. */
final class Pages {

    private final Site site;
    private final Parameters parameters;
    private final Linker linker;
    private final Workings workings;

    Pages(Site site, Parameters parameters, Linker linker, Workings workings) {
        this.site = site;
        this.parameters = parameters;
        this.linker = linker;
        this.workings = workings;
    }

    /** All modules. */
    View plugins() {
        PluginsPage.Uploads uploads = workings.folder().known()
                ? new PluginsPage.Uploads(workings.bound().bytes())
                : null;
        return PluginsPage.of(
                site, linker != null, workings.plugins().list(linker), Plugins.undeployed(linker), uploads);
    }

    /** Which module needs which. */
    View graph() {
        List<Plugin> plugins = workings.plugins().list(linker);
        return GraphPage.of(site, plugins, Dependencies.of(linker, plugins));
    }

    /** One module, and what can be called and run of it. */
    View module(CallForm call, RunForm run) throws Refusal {
        Plugin plugin = plugin();
        PluginModule module = module(plugin);
        boolean usable = linker != null && module.usable();
        List<Symbol> symbols = usable ? answer(() -> linker.symbols(module.query()), List.of()) : List.of();
        PluginSettings settings = usable ? answer(() -> linker.settings(module.query()), null) : null;
        return ModulePage.of(
                site,
                new ModulePage.Content(
                        plugin,
                        module,
                        workings.held().holds(module),
                        symbols,
                        settings,
                        parameters.get(Parameters.FILTER, ""),
                        call,
                        ProgramCall.possible(symbols) ? run : null));
    }

    /** What the linker answers, or something else if the module has gone just now. */
    private static <T> T answer(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (DlException e) {
            return otherwise;
        }
    }

    /** A function's code. */
    String code() throws Refusal {
        PluginModule module = module(plugin());
        String function = parameters.get(Parameters.FUNCTION);
        usable(module);
        try {
            Module loaded = linker.module(module.query());
            int index = loaded.functionIndex(function);
            if (index < 0) {
                throw Refusal.notFound("There is no function " + function + " in " + module.name());
            }
            return CodePage.of(site, module, function, loaded.disassemble(index));
        } catch (DlException e) {
            throw Refusal.conflict(e.getMessage());
        }
    }

    /** That something can be done with a module. */
    void usable(PluginModule module) throws Refusal {
        if (linker == null || !module.usable()) {
            throw Refusal.conflict(module.name() + " is " + module.state() + ": nothing of it can be called or read.");
        }
    }

    /** The bundle that is asked for. */
    Plugin plugin() throws Refusal {
        String id = parameters.get(Parameters.BUNDLE);
        return workings.plugins().list(linker).stream()
                .filter(p -> Long.toString(p.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound(
                        "There is no bundle " + id + " with modules: it was uninstalled, or never was."));
    }

    /** The module that is asked for. */
    PluginModule module(Plugin plugin) throws Refusal {
        String name = parameters.get(Parameters.NAME);
        String version = parameters.get(Parameters.VERSION);
        return plugin.modules().stream()
                .filter(m -> m.name().equals(name) && m.version().toString().equals(version))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Bundle " + plugin.id() + " has no module " + name + " " + version
                        + ": it may have been updated."));
    }
}
