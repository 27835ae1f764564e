package dev.tagalong.dl.internal.host;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.internal.control.Controls;
import dev.tagalong.dl.internal.host.HostFunctions.ImportName;
import dev.tagalong.dl.internal.resolve.ModuleBinder;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Texts;
import dev.tagalong.dl.internal.space.LinkProblems;
import dev.tagalong.dl.internal.space.OwnImports;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Snapshot;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ImportType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Binds a module's imports to host functions that are on offer and granted, and makes the instance. Thread-safe. */
public final class HostBinder implements ModuleBinder {

    /** Makes what an instance imports for itself. */
    private record Maker(Engine engine, OwnImports own, InstanceLimits limits, Linkage linkage) {
        ExternalValue make(ImportType wanted) {
            return own.make(engine, limits, linkage, wanted);
        }
    }

    /** How much {@link #lacks} says; an attempt to link says all. */
    private static final int MOST_TOLD = 3;

    private final Engine engine;
    private final HostFunctions functions;
    private final Controls controls;

    /** A binder for instances of {@code engine}. */
    public HostBinder(Engine engine, HostFunctions functions, Controls controls) {
        this.engine = engine;
        this.functions = functions;
        this.controls = controls;
    }

    @Override
    public InstanceLimits limits() {
        return controls.defaults().limits();
    }

    @Override
    public PluginSettings settings(ModuleOffer offer) {
        return controls.of(offer.provider().name(), offer.name());
    }

    @Override
    public InstanceOptions options(ModuleOffer offer) {
        PluginSettings settings = settings(offer);
        return InstanceOptions.named(offer.name())
                .withLimits(settings.limits())
                .withTier(settings.tier())
                .withoutFeatures(settings.withoutFeatures());
    }

    @Override
    public Instance instantiate(ModuleOffer offer, OwnImports own, InstanceOptions options) {
        return engine.instantiate(offer.module(), bind(offer, own, options), options);
    }

    @Override
    public Instance prepare(ModuleOffer offer, OwnImports own, InstanceOptions options, Snapshot snapshot) {
        return engine.prepare(offer.module(), bind(offer, own, options), options, snapshot);
    }

    private Imports bind(ModuleOffer offer, OwnImports own, InstanceOptions options) {
        return bind(offer, new Maker(engine, own, options.limits(), options.linkage()));
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public Function host(ModuleOffer offer, String module, String name, FunctionType type) {
        ImportName wanted = new ImportName(module, name);
        HostBinding binding = functions.find(wanted, type);
        if (binding == null) {
            return null;
        }
        if (!grants(offer, wanted)) {
            throw new DlException("import " + Texts.shorten(wanted.toString()) + " is not " + grant(offer, wanted));
        }
        return binding.function();
    }

    @Override
    public String lacks(ModuleOffer offer) {
        List<String> problems = new ArrayList<>(switchedOff(offer));
        for (ImportType wanted : offer.module().imports()) {
            ImportName name = new ImportName(wanted.module(), wanted.name());
            if (offer.shared() && OwnImports.ofSpace(wanted)) {
                continue;
            }
            String problem = wanted.type() instanceof ExternalType.Func func
                    ? problem(offer, wanted, name, functions.find(name, func.type()))
                    : OwnImports.possible(wanted) ? null : noFunction(wanted);
            if (problem != null) {
                problems.add(problem);
            }
        }
        if (problems.isEmpty()) {
            return null;
        }
        int more = problems.size() - MOST_TOLD;
        String some = problems.stream().limit(MOST_TOLD).collect(Collectors.joining("\n"));
        return more > 0 ? some + "\nand " + more + " more, which opening it tells" : some;
    }

    /** The features that the module uses and may not use; the engine refuses to instantiate it. */
    private List<String> switchedOff(ModuleOffer offer) {
        Set<String> off = settings(offer).withoutFeatures();
        return off.isEmpty()
                ? List.of()
                : offer.module().features().entrySet().stream()
                        .filter(feature -> off.contains(feature.getKey()))
                        .map(feature -> feature.getKey() + " is switched off (" + feature.getValue() + ")")
                        .toList();
    }

    private boolean grants(ModuleOffer offer, ImportName wanted) {
        return controls.grants(offer.provider().name(), offer.name(), wanted.toString());
    }

    private Imports bind(ModuleOffer offer, Maker own) {
        Map<ImportName, ExternalValue> bound = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (ImportType wanted : offer.module().imports()) {
            ImportName name = new ImportName(wanted.module(), wanted.name());
            if (!(wanted.type() instanceof ExternalType.Func func)) {
                ExternalValue made = made(wanted, own, problems);
                if (made != null) {
                    bound.put(name, made);
                }
                continue;
            }
            HostBinding binding = functions.find(name, func.type());
            String problem = problem(offer, wanted, name, binding);
            if (problem == null) {
                bound.put(name, binding.function());
            } else {
                problems.add(problem);
            }
        }
        if (!problems.isEmpty()) {
            throw new DlException(LinkProblems.text(offer.label(), problems));
        }
        return wanted -> bound.get(new ImportName(wanted.module(), wanted.name()));
    }

    private static ExternalValue made(ImportType wanted, Maker own, List<String> problems) {
        try {
            ExternalValue made = own.make(wanted);
            if (made == null) {
                problems.add(noFunction(wanted));
            }
            return made;
        } catch (DlException e) {
            problems.add(what(wanted) + ": " + e.getMessage());
            return null;
        }
    }

    private static String noFunction(ImportType wanted) {
        return what(wanted)
                + " is missing: what is no function can only be a memory, a table or a tag of C or C++, from env,"
                + " or a cell of GOT.func or GOT.mem";
    }

    private static String what(ImportType wanted) {
        return "import "
                + Texts.shorten(new ImportName(wanted.module(), wanted.name()).toString()) + " of type "
                + wanted.type();
    }

    private String problem(ModuleOffer offer, ImportType wanted, ImportName name, HostBinding binding) {
        String what = what(wanted);
        boolean granted = grants(offer, name);
        if (binding == null) {
            return what + " is missing: no service provides it" + (granted ? "" : "; nor is it " + grant(offer, name));
        }
        if (!granted) {
            return what + " is not " + grant(offer, name);
        }
        if (binding.function().type() != ((ExternalType.Func) wanted.type()).type()) {
            return what + " is provided by bundle " + binding.provider() + " with another type: func "
                    + binding.function().type()
                    + (ModuleOffer.wide(offer.module()) ? "; the module's addresses have 64 bits" : "");
        }
        return null;
    }

    /** Whom it was not granted, and on a line of its own what grants it. */
    private static String grant(ModuleOffer offer, ImportName name) {
        String bundle = offer.provider().name();
        String wanted = Texts.shorten(name.toString());
        return "granted to bundle " + bundle + "\n    granted by: imports.allowed = " + bundle + ":" + wanted
                + " in etc/dev.tagalong.dl.cfg, or imports.allowed = " + wanted
                + " in a configuration dev.tagalong.plugin for it";
    }
}
