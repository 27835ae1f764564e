package dev.tagalong.dl.internal.resolve;

import dev.tagalong.dl.PluginSettings;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceGroup;
import java.util.Collection;
import java.util.Objects;

/** Brings what is configured to the instances that there are. Thread-safe. */
final class Enforcement {

    private final ModuleBinder binder;

    /** Held while settings are read and applied, so that of two changes the later one stays. */
    private final Object lock = new Object();

    Enforcement(ModuleBinder binder) {
        this.binder = binder;
    }

    /** To those of some modules; not under the lock of {@link Books}. */
    void apply(Collection<LibraryEntry> entries) {
        synchronized (lock) {
            entries.forEach(this::apply);
        }
    }

    private void apply(LibraryEntry entry) {
        PluginSettings settings = binder.settings(entry.offer);
        InstanceGroup group = entry.group;
        if (!Objects.equals(group.budget(), settings.budget())) {
            group.budget(settings.budget());
        }
        for (Instance instance : group.instances()) {
            if (!instance.limits().equals(settings.limits())) {
                instance.limits(settings.limits());
            }
        }
    }
}
