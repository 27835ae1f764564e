package dev.tagalong.emscripten.internal.service;

import dev.tagalong.emscripten.Emscripten;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.type.FunctionType;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Publishes the module as a service. */
@Component(service = HostModule.class, property = "tagalong.import.module=" + Emscripten.NAME)
public final class EmscriptenComponent implements HostModule {

    /** Comes and goes; without it there are no files. */
    @Reference(
            target = "(tagalong.import.module=wasi_snapshot_preview1)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HostModule wasi;

    private final HostModule module = new Emscripten(() -> wasi);

    @Override
    public String name() {
        return module.name();
    }

    @Override
    public Map<String, HostFunction> functions() {
        return module.functions();
    }

    @Override
    public HostFunction function(String importName) {
        return module.function(importName);
    }

    @Override
    public HostFunction function(String importName, FunctionType wanted) {
        return module.function(importName, wanted);
    }
}
