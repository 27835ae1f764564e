package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.InstanceInfo;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceGroup;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts together what modules have used: which there are is known to the books, what they did to the engine. */
final class Usages {

    /** A module and those of its instances that are programs. */
    record Subject(LibraryInfo info, ModuleOffer offer, InstanceGroup group, Set<Instance> programs) {}

    private Usages() {}

    /** Under the lock of {@link Books}. */
    static Subject subject(LibraryEntry entry) {
        Set<Instance> programs = Collections.newSetFromMap(new IdentityHashMap<>());
        for (LinkedInstance link : entry.members) {
            if (link.program && link.instance() != null) {
                programs.add(link.instance());
            }
        }
        return new Subject(entry.info(), entry.offer, entry.group, programs);
    }

    /** Without the lock: asks the engine, and sums up by bundle id. */
    static List<PluginStatistics> of(List<Subject> subjects, ModuleBinder binder) {
        Map<Long, List<ModuleStatistics>> byBundle = new TreeMap<>();
        for (Subject subject : subjects) {
            byBundle.computeIfAbsent(subject.info.bundleId(), id -> new ArrayList<>())
                    .add(module(subject, binder));
        }
        List<PluginStatistics> plugins = new ArrayList<>();
        byBundle.forEach((id, modules) ->
                plugins.add(new PluginStatistics(id, modules.get(0).module().bundleName(), modules)));
        return plugins;
    }

    /** Without the lock: asks the engine. */
    static ModuleStatistics module(Subject subject, ModuleBinder binder) {
        Module module = subject.offer.module();
        InstanceGroup group = subject.group;
        Tier tier = binder.options(subject.offer).tier();
        return new ModuleStatistics(
                subject.info,
                tier == null ? binder.engine().tier() : tier,
                module == null ? 0 : module.functionCount(),
                module == null ? 0 : module.compiledFunctions(),
                group.budget(),
                group.cpuTimeInPeriod(),
                group.exhausted(),
                group.statistics(),
                group.recentTraps(),
                group.instances().stream().map(i -> instance(subject, i)).toList());
    }

    private static InstanceInfo instance(Subject subject, Instance instance) {
        boolean shared = instance.leader() != instance;
        InstanceInfo.Kind kind = shared
                ? InstanceInfo.Kind.SHARED
                : subject.programs.contains(instance) ? InstanceInfo.Kind.PROGRAM : InstanceInfo.Kind.LIBRARY;
        return new InstanceInfo(
                kind,
                shared ? instance.leader().name() : null,
                instance.created(),
                instance.closed(),
                instance.activity(),
                instance.statistics());
    }
}
