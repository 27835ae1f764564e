package dev.tagalong.wasi.internal.service;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.wasi.WasiThreads;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Publishes the module as a service. */
@Component(service = HostModule.class, property = "tagalong.import.module=" + WasiThreads.NAME)
public final class ThreadsComponent implements HostModule {

    private final HostModule module = new WasiThreads();

    @Override
    public String name() {
        return module.name();
    }

    @Override
    public Map<String, HostFunction> functions() {
        return module.functions();
    }
}
