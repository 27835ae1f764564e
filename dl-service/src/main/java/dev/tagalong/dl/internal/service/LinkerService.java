package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.LibraryNeed;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.dl.Symbol;
import dev.tagalong.dl.internal.extender.OfferServices;
import dev.tagalong.dl.internal.handle.Handle;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.resolve.LinkedInstance;
import dev.tagalong.dl.internal.snapshot.ModuleSnapshots;
import dev.tagalong.dl.internal.status.ModuleStatuses;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The linker for one using bundle: when that bundle gives the service back, what it left open is closed. */
@Component(service = Linker.class, scope = ServiceScope.BUNDLE)
public final class LinkerService implements Linker {

    private final Libraries libraries;
    private final ModuleStatuses statuses;
    private final ModuleSnapshots snapshots;
    private final Supplier<InstanceLimits> limits;
    private final Set<AutoCloseable> left = ConcurrentHashMap.newKeySet();
    private volatile boolean returned;

    /** A view of the linker. */
    @Activate
    public LinkerService(@Reference LinkerCore core) {
        this(core.libraries(), core.statuses(), core.snapshots(), core::limits);
    }

    LinkerService(
            Libraries libraries, ModuleStatuses statuses, ModuleSnapshots snapshots, Supplier<InstanceLimits> limits) {
        this.libraries = libraries;
        this.snapshots = snapshots;
        this.statuses = statuses;
        this.limits = limits;
    }

    @Override
    public Library open(String name, int flags) {
        Objects.requireNonNull(name, "name");
        return opened(libraries.open(name, flags));
    }

    @Override
    public Library open(OfferedModule module, int flags) {
        return opened(libraries.open(OfferServices.offer(module), flags));
    }

    private Library opened(Handle handle) {
        return keep(new OpenLibrary(libraries, handle, libraries.describe(handle), left::remove));
    }

    @Override
    public Program load(String name, ProcessEnvironment environment) {
        Objects.requireNonNull(environment, "environment");
        LinkedInstance link = libraries.load(Objects.requireNonNull(name, "name"), environment);
        return keep(new LoadedProgram(libraries, snapshots, link, left::remove));
    }

    @Override
    public Program load(OfferedModule module, ProcessEnvironment environment) {
        Objects.requireNonNull(environment, "environment");
        LinkedInstance link = libraries.load(OfferServices.offer(module), environment);
        return keep(new LoadedProgram(libraries, snapshots, link, left::remove));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        left.add(resource);
        if (returned) {
            close();
        }
        return resource;
    }

    @Override
    public SnapshotInfo takeSnapshot(String name, String function) {
        return snapshots.make(libraries.offer(Objects.requireNonNull(name, "name")), function);
    }

    @Override
    public SnapshotInfo snapshot(String name) {
        return snapshots.info(libraries.offer(Objects.requireNonNull(name, "name")));
    }

    @Override
    public boolean removeSnapshot(String name) {
        return snapshots.remove(libraries.offer(Objects.requireNonNull(name, "name")));
    }

    @Override
    public List<LibraryInfo> libraries() {
        return libraries.list();
    }

    @Override
    public List<ModuleStatus> modules() {
        return statuses.list();
    }

    @Override
    public ModuleStatus status(OfferedModule module) {
        return statuses.of(OfferServices.offer(module));
    }

    @Override
    public List<Symbol> symbols(String name) {
        return libraries.symbols(Objects.requireNonNull(name, "name"));
    }

    @Override
    public Module module(String name) {
        return libraries.module(Objects.requireNonNull(name, "name"));
    }

    @Override
    public List<LibraryNeed> needs(String name) {
        return libraries.needs(Objects.requireNonNull(name, "name"));
    }

    @Override
    public List<PluginStatistics> statistics() {
        return libraries.statistics();
    }

    @Override
    public PluginSettings settings(String name) {
        return libraries.settings(Objects.requireNonNull(name, "name"));
    }

    @Override
    public InstanceLimits limits() {
        return limits.get();
    }

    /** Closes what the using bundle left open. */
    @Deactivate
    void close() {
        returned = true;
        for (AutoCloseable resource : left) {
            if (resource instanceof Library library) {
                library.close();
            } else if (resource instanceof Program program) {
                program.close();
            }
        }
    }
}
