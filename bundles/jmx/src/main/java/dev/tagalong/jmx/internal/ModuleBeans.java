package dev.tagalong.jmx.internal;

import dev.tagalong.dl.OfferedModule;
import dev.tagalong.jmx.ModuleMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.ObjectName;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** A bean for each module on offer. */
@Component(service = ModuleBeans.class, immediate = true)
public final class ModuleBeans {

    private final Map<OfferedModule, ObjectName> names = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(OfferedModule module) {
        ModuleBean bean = new ModuleBean(module);
        ObjectName name = bean.objectName();
        names.put(module, name);
        Beans.register(bean, ModuleMXBean.class, name);
    }

    void unbind(OfferedModule module) {
        ObjectName name = names.remove(module);
        if (name != null) {
            Beans.unregister(name);
        }
    }

    @Deactivate
    void close() {
        names.keySet().forEach(this::unbind);
    }
}
