package dev.tagalong.deployer.internal;

import dev.tagalong.dl.packaging.ModuleBound;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** How large a module may be: the linker's configuration says it once for both, and the linker tells what is wrong with it. */
@Component(service = ModuleSize.class, configurationPid = "dev.tagalong.dl")
public final class ModuleSize {

    private static final Runnable NOBODY = () -> {};

    private volatile ModuleBound bound;
    private volatile Runnable listener = NOBODY;

    /** What is read here of the linker's configuration. */
    @interface Configuration {
        /** The property {@code module.mb}. */
        int module_mb() default DEFAULT_MEGABYTES;
    }

    private static final int DEFAULT_MEGABYTES = 512;

    /** That of a configuration. */
    @Activate
    public ModuleSize(Configuration configuration) {
        bound = bound(configuration);
    }

    @Modified
    void configure(Configuration configuration) {
        ModuleBound before = bound;
        bound = bound(configuration);
        if (!bound.equals(before)) {
            listener.run();
        }
    }

    private static ModuleBound bound(Configuration configuration) {
        try {
            return ModuleBound.of(configuration.module_mb());
        } catch (RuntimeException e) {
            return ModuleBound.of(DEFAULT_MEGABYTES);
        }
    }

    /** Has something done when another bound holds; {@code null} for nothing any more. */
    void whenChanged(Runnable change) {
        listener = change == null ? NOBODY : change;
    }

    ModuleBound bound() {
        return bound;
    }
}
