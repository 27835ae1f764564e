package dev.tagalong.shell.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.LibraryNeed;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.dl.PluginSettings;
import dev.tagalong.dl.PluginStatistics;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** A linker with one library, {@code app.wasm}, of functions and one program, {@code main.wasm}, given as Java code. */
final class FakeLinker implements Linker {

    static final int ID = 7;

    final Map<String, FakeFunction> functions = new LinkedHashMap<>();
    List<LibraryInfo> infos = List.of();
    List<ModuleStatus> others = List.of();
    List<Symbol> symbols = List.of();
    List<LibraryNeed> needs = List.of();
    List<PluginStatistics> statistics = List.of();
    InstanceLimits limits = InstanceLimits.DEFAULT;
    ToIntFunction<ProcessEnvironment> program = environment -> 0;
    Whiteboard whiteboard;
    Module module;
    PluginSettings settings;
    SnapshotInfo snapshot;
    int references;

    @Override
    public Library open(String name, int flags) {
        find(name, "app.wasm");
        references++;
        return Whiteboard.proxy(Library.class, (method, arguments) -> switch (method.getName()) {
            case "id" -> ID;
            case "name" -> name;
            case "function" -> function((String) arguments[0]);
            case "close" -> --references;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private FakeFunction function(String symbol) {
        FakeFunction function = functions.get(symbol);
        if (function == null) {
            throw new DlException("undefined symbol: " + symbol);
        }
        return function;
    }

    @Override
    public Library open(OfferedModule offered, int flags) {
        return open(offered.info().name(), flags);
    }

    @Override
    public Program load(OfferedModule offered, ProcessEnvironment environment) {
        return load(offered.info().name(), environment);
    }

    @Override
    public Program load(String name, ProcessEnvironment environment) {
        find(name, "main.wasm");
        references++;
        return Whiteboard.proxy(Program.class, (method, arguments) -> switch (method.getName()) {
            case "run" -> program.applyAsInt(environment);
            case "close" -> --references;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static void find(String name, String only) {
        if (!name.equals(only)) {
            throw new DlException("no such module: " + name);
        }
    }

    @Override
    public SnapshotInfo takeSnapshot(String name, String function) {
        find(name, "main.wasm");
        snapshot = new SnapshotInfo(function, 4096, Duration.ofMillis(1900), Instant.EPOCH, null);
        return snapshot;
    }

    @Override
    public SnapshotInfo snapshot(String name) {
        return snapshot;
    }

    @Override
    public boolean removeSnapshot(String name) {
        boolean present = snapshot != null;
        snapshot = null;
        return present;
    }

    @Override
    public List<LibraryInfo> libraries() {
        return infos;
    }

    @Override
    public List<ModuleStatus> modules() {
        Stream<LibraryInfo> used =
                statistics.stream().flatMap(plugin -> plugin.modules().stream()).map(ModuleStatistics::module);
        return Stream.concat(Stream.concat(infos.stream(), used).distinct().map(FakeLinker::status), others.stream())
                .toList();
    }

    private static ModuleStatus status(LibraryInfo info) {
        return new ModuleStatus(
                info.name(),
                info.version(),
                info.bundleId(),
                info.bundleName(),
                null,
                ModuleStatus.State.valueOf(info.state().name()),
                info.id(),
                info.references(),
                info.error(),
                null);
    }

    @Override
    public ModuleStatus status(OfferedModule offered) {
        return status(offered.info());
    }

    @Override
    public List<Symbol> symbols(String name) {
        find(name, "app.wasm");
        return symbols;
    }

    @Override
    public Module module(String name) {
        find(name.split(";")[0], "app.wasm");
        return module;
    }

    @Override
    public List<LibraryNeed> needs(String name) {
        find(name, "app.wasm");
        return needs;
    }

    @Override
    public List<PluginStatistics> statistics() {
        return statistics;
    }

    @Override
    public PluginSettings settings(String name) {
        find(name, "app.wasm");
        return settings;
    }

    @Override
    public InstanceLimits limits() {
        return limits;
    }
}
