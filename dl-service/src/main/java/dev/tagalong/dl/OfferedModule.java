package dev.tagalong.dl;

import dev.tagalong.runtime.Module;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A module that a bundle offers now. The linker registers one as a service for each, a broken one included, in the name of
 * the offering bundle; so whoever is to do something for each module that comes and goes follows these services. The
 * service is there when the bundle's start returns, and goes before the module does. Safe for any thread.
 *
 * <p>Where several threads start and stop a bundle, services may be told of late, when they are gone. Whoever has set up something for
 * a module looks at {@link #offered} then, and takes it down again if that is {@code false}: nobody may tell of the module's going
 * any more.
 *
 * <p>Its service properties are {@link #NAME} and {@link #VERSION}; {@code service.bundleid} is the offering bundle's.
 */
@ProviderType
public interface OfferedModule {

    /** The service property with the name that {@code dlopen} finds it under: a string. */
    String NAME = "tagalong.module";

    /** The service property with its version: an {@link org.osgi.framework.Version}. */
    String VERSION = "version";

    /** Whether it is on offer: {@code false} from the moment on at which the service is about to go, and for good. */
    boolean offered();

    /** How it stands. */
    LibraryInfo info();

    /** What it has used since the bundle was started; all zeros when it is offered no longer. */
    ModuleStatistics statistics();

    /** What it may use and is given, as it is configured now. */
    PluginSettings settings();

    /** The module itself, or {@code null} if it is broken. */
    Module module();
}
