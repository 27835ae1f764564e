package dev.tagalong.jmx.internal;

import dev.tagalong.dl.Linker;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.jmx.ModuleMXBean;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * A bean for each module on offer. Where several threads start and stop a bundle, the module of its next life may be told of before
 * the one of the last goes, and both have the same name. So what is registered under a name is worked out by one thread at a time,
 * from the modules that there are, and never by the order in which they are told of.
 */
@Component(service = ModuleBeans.class, immediate = true)
public final class ModuleBeans {

    private final Linker linker;

    // All guarded by the lock, under which nothing is called.
    private final Object lock = new Object();
    private final Map<OfferedModule, ModuleBean> beans = new LinkedHashMap<>();
    private final Map<ObjectName, ModuleBean> registered = new HashMap<>();
    private final Set<ObjectName> changed = new HashSet<>();
    private final Set<ObjectName> busy = new HashSet<>();

    /** No beans yet. */
    @Activate
    public ModuleBeans(@Reference Linker linker) {
        this.linker = linker;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(OfferedModule module) {
        ModuleBean bean = new ModuleBean(linker, module);
        synchronized (lock) {
            beans.put(module, bean);
        }
        settle(bean.objectName());
        if (!module.offered()) {
            unbind(module);
        }
    }

    void unbind(OfferedModule module) {
        ModuleBean bean;
        synchronized (lock) {
            bean = beans.remove(module);
        }
        if (bean != null) {
            settle(bean.objectName());
        }
    }

    @Deactivate
    void close() {
        List<OfferedModule> all;
        synchronized (lock) {
            all = List.copyOf(beans.keySet());
        }
        all.forEach(this::unbind);
    }

    /** Registers what is to be under a name; if another thread does so just now, it looks once more. */
    private void settle(ObjectName name) {
        synchronized (lock) {
            changed.add(name);
            if (!busy.add(name)) {
                return;
            }
        }
        while (begin(name)) {
            exchange(name);
        }
    }

    private boolean begin(ObjectName name) {
        synchronized (lock) {
            if (!changed.remove(name)) {
                busy.remove(name);
                return false;
            }
            return true;
        }
    }

    private void exchange(ObjectName name) {
        ModuleBean before;
        ModuleBean now;
        synchronized (lock) {
            now = beans.values().stream()
                    .filter(bean -> bean.objectName().equals(name))
                    .reduce((first, last) -> last)
                    .orElse(null);
            before = now == null ? registered.remove(name) : registered.put(name, now);
        }
        if (before == now) {
            return;
        }
        if (before != null) {
            Beans.unregister(name);
        }
        if (now != null) {
            Beans.register(now, ModuleMXBean.class, name);
        }
    }
}
