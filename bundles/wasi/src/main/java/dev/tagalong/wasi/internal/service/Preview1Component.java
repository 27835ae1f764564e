package dev.tagalong.wasi.internal.service;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.wasi.WasiPreview1;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Publishes the module as a service. */
@Component(service = HostModule.class, property = "tagalong.import.module=" + WasiPreview1.NAME)
public final class Preview1Component implements HostModule {

    private final HostModule module = new WasiPreview1();

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
