package dev.tagalong.health.internal;

import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatus;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the linker is there, and all modules can be used that bundles or files have brought. */
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
        List<ModuleStatus> modules = linker.modules();
        log.info("{} modules", modules.size());
        for (ModuleStatus module : modules) {
            if (module.ill()) {
                if (hasCheck(module)) {
                    log.warn("{}", module.describe());
                } else {
                    log.critical("{}", module.describe());
                }
            }
        }
        return new Result(log);
    }

    /** Whether there is a check of the module itself, which says how bad it is: there is for what is on offer. */
    private static boolean hasCheck(ModuleStatus module) {
        return switch (module.state()) {
            case OFFERED, OPEN, CLOSING, BROKEN, UNLINKABLE, STOPPED, STARTING -> true;
            case REFUSED -> module.bundleId() != ModuleStatus.NO_BUNDLE;
            case UNRESOLVED, FAILED -> false;
        };
    }
}
