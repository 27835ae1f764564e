package dev.tagalong.jmx.internal;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.jmx.LinkerMXBean;
import dev.tagalong.runtime.InstanceStatistics;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The linker as a bean. */
@Component(service = LinkerBean.class, immediate = true)
public final class LinkerBean extends UsageBean implements LinkerMXBean {

    private final Linker linker;
    private final ObjectName name;

    /** Registers it. */
    @Activate
    public LinkerBean(@Reference Linker linker) {
        this.linker = linker;
        this.name = Beans.name("Linker", Map.of());
        Beans.register(this, LinkerMXBean.class, name);
    }

    @Deactivate
    void close() {
        Beans.unregister(name);
    }

    private Stream<ModuleStatistics> modules() {
        return linker.statistics().stream().flatMap(plugin -> plugin.modules().stream());
    }

    @Override
    InstanceStatistics usage() {
        return linker.statistics().stream()
                .map(PluginStatistics::usage)
                .reduce(InstanceStatistics.NONE, InstanceStatistics::plus);
    }

    @Override
    public int getBundles() {
        return linker.statistics().size();
    }

    @Override
    public int getModules() {
        return (int) modules().count();
    }

    @Override
    public int getBrokenModules() {
        return (int) modules()
                .filter(m -> m.module().state() == LibraryInfo.State.BROKEN)
                .count();
    }

    @Override
    public String[] getProblems() {
        return linker.modules().stream()
                .filter(ModuleStatus::ill)
                .map(ModuleStatus::describe)
                .toArray(String[]::new);
    }

    @Override
    public int getExhaustedModules() {
        return (int) modules().filter(ModuleStatistics::exhausted).count();
    }
}
