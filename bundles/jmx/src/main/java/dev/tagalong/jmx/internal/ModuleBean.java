package dev.tagalong.jmx.internal;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.jmx.ModuleMXBean;
import dev.tagalong.runtime.CpuBudget;
import dev.tagalong.runtime.InstanceStatistics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.management.ObjectName;

/** A module as a bean. */
final class ModuleBean extends UsageBean implements ModuleMXBean {

    private final Linker linker;
    private final OfferedModule module;
    private final LibraryInfo atFirst;
    private final ObjectName objectName;

    ModuleBean(Linker linker, OfferedModule module) {
        this.linker = linker;
        this.module = module;
        this.atFirst = module.info();
        this.objectName = name(atFirst);
    }

    /** Two modules of a bundle may have the same. */
    ObjectName objectName() {
        return objectName;
    }

    private static ObjectName name(LibraryInfo atFirst) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("bundle", atFirst.bundleName());
        keys.put("id", Long.toString(atFirst.bundleId()));
        keys.put("name", atFirst.name());
        keys.put("version", atFirst.version().toString());
        return Beans.name("Module", keys);
    }

    private ModuleStatistics statistics() {
        return module.statistics();
    }

    @Override
    InstanceStatistics usage() {
        return statistics().usage();
    }

    @Override
    public String getName() {
        return atFirst.name();
    }

    @Override
    public String getVersion() {
        return atFirst.version().toString();
    }

    @Override
    public long getBundleId() {
        return atFirst.bundleId();
    }

    @Override
    public String getBundleName() {
        return atFirst.bundleName();
    }

    @Override
    public String getState() {
        return linker.status(module).state().name();
    }

    @Override
    public String getError() {
        return linker.status(module).text();
    }

    @Override
    public int getHandle() {
        return module.info().id();
    }

    @Override
    public int getReferences() {
        return module.info().references();
    }

    @Override
    public int getFunctions() {
        return statistics().functions();
    }

    @Override
    public int getCompiledFunctions() {
        return statistics().compiledFunctions();
    }

    @Override
    public String getTier() {
        return statistics().tier().name();
    }

    @Override
    public long getCpuBudgetNanos() {
        CpuBudget budget = statistics().budget();
        return budget == null ? 0 : budget.time().toNanos();
    }

    @Override
    public long getCpuBudgetPeriodNanos() {
        CpuBudget budget = statistics().budget();
        return budget == null ? 0 : budget.period().toNanos();
    }

    @Override
    public long getCpuTimeInPeriodNanos() {
        return statistics().cpuTimeInPeriod().toNanos();
    }

    @Override
    public boolean isExhausted() {
        return statistics().exhausted();
    }

    @Override
    public String[] getRecentTraps() {
        return statistics().recentTraps().stream()
                .map(trap -> trap.time() + " " + trap.message())
                .toArray(String[]::new);
    }

    @Override
    public String[] getActivity() {
        return statistics().instances().stream()
                .map(i -> i.kind().name().toLowerCase(Locale.ROOT) + " since " + i.since() + ": " + i.activity())
                .toArray(String[]::new);
    }
}
