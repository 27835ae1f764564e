package dev.tagalong.emscripten.internal;

import dev.tagalong.emscripten.Emscripten;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Publishes the module as a service. */
@Component(service = HostModule.class, property = "tagalong.import.module=" + Emscripten.NAME)
public final class EmscriptenComponent implements HostModule {

    private final HostModule module = new Emscripten();

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
}
