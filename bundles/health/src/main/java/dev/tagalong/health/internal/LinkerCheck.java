package dev.tagalong.health.internal;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the linker is there and all that bundles offer can be used. */
@Component(property = {HealthCheck.NAME + "=Tagalong linker", HealthCheck.TAGS + "=tagalong"})
public final class LinkerCheck implements HealthCheck {

    private final Linker linker;

    /** A check of a linker. */
    @Activate
    public LinkerCheck(@Reference Linker linker) {
        this.linker = linker;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        List<LibraryInfo> modules = linker.libraries();
        log.info("{} modules", modules.size());
        for (LibraryInfo module : modules) {
            if (module.state() == LibraryInfo.State.BROKEN) {
                log.warn("{} of bundle {} is broken: {}", module.name(), module.bundleName(), module.error());
            }
        }
        return new Result(log);
    }
}
