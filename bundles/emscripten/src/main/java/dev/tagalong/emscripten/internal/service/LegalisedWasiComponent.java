package dev.tagalong.emscripten.internal.service;

import dev.tagalong.emscripten.internal.Fitting;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.type.FunctionType;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * WASI's functions for programs that have no i64 in what they import ({@link Fitting}). It is there as long as WASI is, and
 * provides nothing by name: it is asked where an import's type is another than WASI's.
 */
@Component(service = HostModule.class)
public final class LegalisedWasiComponent implements HostModule {

    private final HostModule wasi;

    /** Over the functions of whoever provides them. */
    @Activate
    public LegalisedWasiComponent(
            @Reference(target = "(tagalong.import.module=wasi_snapshot_preview1)") HostModule wasi) {
        this.wasi = wasi;
    }

    @Override
    public String name() {
        return wasi.name();
    }

    @Override
    public Map<String, HostFunction> functions() {
        return Map.of();
    }

    @Override
    public HostFunction function(String importName, FunctionType wanted) {
        HostFunction whole = wasi.function(importName);
        return whole == null ? null : Fitting.to(wanted, whole);
    }
}
