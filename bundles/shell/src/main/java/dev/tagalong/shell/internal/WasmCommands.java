package dev.tagalong.shell.internal;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.LibraryNeed;
import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatus;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.text.PlainText;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The shell's commands, scope {@code wasm}. Each calls the linker's API and prints what it answers; a failure is thrown
 * as an exception whose text is all that a user needs.
 */
// Immediate: Gogo gives the service back after each command, and a delayed component would end there, with what it
// holds.
@Component(service = WasmCommands.class, immediate = true)
@GogoCommand(
        scope = "wasm",
        function = {"list", "symbols", "needs", "open", "close", "call", "run", "limits", "snapshot"})
public final class WasmCommands {

    private static final String NONE = "-";

    private final Linker linker;
    private final BundleContext context;
    private final HeldLibraries held = new HeldLibraries();

    /** Commands over a linker. */
    @Activate
    public WasmCommands(@Reference Linker linker, BundleContext context) {
        this.linker = linker;
        this.context = context;
    }

    @Deactivate
    void stop() {
        held.takeAll().forEach(Library::close);
    }

    /** Libraries and programs that bundles or files have brought. */
    @Descriptor("lists the WebAssembly modules of bundles and files, and what is wrong with those that cannot be used")
    @Synopsis("")
    public void list() {
        TextTable table = new TextTable("ID", "NAME", "VERSION", "STATE", "REFS", "BUNDLE");
        List<ModuleStatus> modules = linker.modules();
        for (ModuleStatus module : modules) {
            table.row(
                    module.id() == 0 ? NONE : Integer.toString(module.id()),
                    module.name(),
                    module.version() == null ? NONE : module.version().toString(),
                    module.stateName(),
                    Integer.toString(module.references()),
                    module.bundleName() == null ? NONE : module.bundleName() + " [" + module.bundleId() + "]");
        }
        PrintStream out = Streams.current().out();
        table.print(out);
        for (ModuleStatus module : modules) {
            if (module.ill()) {
                out.println(PlainText.of(module.name()) + ": " + module.text());
            }
        }
    }

    /** What a module exports. */
    @Descriptor("lists a module's symbols: type, and the tagged function index while the library is open")
    @Synopsis("MODULE")
    public void symbols(@Descriptor("the module's name") String module) throws Exception {
        TextTable table = new TextTable("SYMBOL", "INDEX", "TYPE");
        for (Symbol symbol : ModuleNames.ask(linker, module, () -> linker.symbols(module))) {
            table.row(
                    symbol.name(),
                    symbol.taggedIndex() == 0 ? NONE : String.format("0x%08x", symbol.taggedIndex()),
                    symbol.type().toString());
        }
        table.print(Streams.current().out());
    }

    /** What a module needs. */
    @Descriptor("lists the libraries that are loaded with a position-independent module, as ldd does; loads nothing")
    @Synopsis("MODULE")
    public void needs(@Descriptor("the module's name") String module) throws Exception {
        TextTable table = new TextTable("NAME", "NEEDED BY", "VERSION", "BUNDLE");
        List<LibraryNeed> needs = ModuleNames.ask(linker, module, () -> linker.needs(module));
        for (LibraryNeed need : needs) {
            LibraryInfo library = need.library();
            table.row(
                    need.name(),
                    need.neededBy(),
                    library == null ? NONE : library.version().toString(),
                    library == null ? "missing" : library.bundleName() + " [" + library.bundleId() + "]");
        }
        PrintStream out = Streams.current().out();
        table.print(out);
        for (LibraryNeed need : needs) {
            if (need.error() != null) {
                out.println(PlainText.of(need.name()) + ": " + need.error());
            }
        }
    }

    /** Opens a library and keeps it open. */
    @Descriptor("opens a library and keeps it open, so that its state outlives single calls; prints its handle id")
    @Synopsis("LIBRARY")
    public void open(@Descriptor("the library's name") String name) throws Exception {
        Library library =
                ModuleNames.ask(linker, name, () -> CallThread.run("wasm:open " + name, () -> linker.open(name)));
        held.add(library);
        Streams.current().out().println(library.id());
    }

    /** Closes what {@link #open} opened. */
    @Descriptor("closes a library that was opened with open")
    @Synopsis("LIBRARY|ID")
    public void close(@Descriptor("the library's name or handle id") String nameOrId) {
        held.take(nameOrId).close();
    }

    /** Calls a function of a library. */
    @Descriptor("opens a library, calls a function, prints what it returns, and closes the library")
    @Synopsis("LIBRARY FUNCTION [ARGUMENT]...")
    public void call(
            @Descriptor("the library's name") String name,
            @Descriptor("the function's name") String function,
            @Descriptor("the arguments: decimal, 0x..., 1.5, inf, nan, null") String... arguments)
            throws Exception {
        PrintStream out = Streams.current().out();
        LibraryCall call = new LibraryCall(linker, name, function, List.of(asTyped(arguments)));
        String result = ModuleNames.ask(linker, name, () -> CallThread.run("wasm:call " + name, call::run));
        if (!result.isEmpty()) {
            out.println(result);
        }
    }

    /** Runs a program on the session's streams; its exit status becomes the command's. */
    @Descriptor("runs a program; its standard streams are the shell's, its exit status is the command's")
    @Synopsis(RunOptions.SYNOPSIS)
    public void run(
            @Descriptor("[-t|--trace] (print calls of dlopen, dlsym, dlclose and through their pointers)"
                            + " [-e|--env NAME=VALUE]..."
                            + " [-d|--dir DIRECTORY[:GUEST-PATH][:ro]]... (a directory that the program may use)"
                            + " [-q|--quiet] (do not print the exit status, unless tracing) PROGRAM [ARGUMENT]...")
                    String... words)
            throws Exception {
        RunOptions options = RunOptions.parse(asTyped(words));
        Streams streams = Streams.current();
        ProgramRun run = new ProgramRun(linker, context, options, streams);
        int status = ModuleNames.ask(
                linker,
                options.program(),
                () -> CallThread.run("wasm:run " + options.program(), scope -> run.run(scope)));
        if (options.trace() || !options.quiet()) {
            streams.err().println(options.program() + ": exit status " + status);
        }
        Process process = Process.Utils.current();
        if (process != null) {
            process.error(status);
        }
    }

    /** The limits of modules for which no others are configured. */
    @Descriptor("shows what an instance may use unless its module has a configuration of its own")
    @Synopsis("")
    public void limits() {
        TextTable table = new TextTable("LIMIT", "VALUE");
        SettingsReport.limits(linker.limits(), table);
        table.row("vectors", SettingsReport.vectors());
        table.print(Streams.current().out());
    }

    /** What holds for a module. */
    @Descriptor("shows what a module may use and is given, and by which configurations")
    @Synopsis("MODULE")
    public void limits(@Descriptor("the module's name") String module) throws Exception {
        SettingsReport.print(
                ModuleNames.ask(linker, module, () -> linker.settings(module)),
                Streams.current().out());
    }

    /** Takes or removes the snapshot of a module. */
    @Descriptor("starts a program, calls a function of it once, and has new instances begin with the state after that")
    @Synopsis("[-r|--remove] MODULE [FUNCTION]")
    public void snapshot(
            @Descriptor("[-r|--remove] (have instances start the usual way again) MODULE"
                            + " [FUNCTION] (an export without parameters; without one the start is all that is done)")
                    String... words)
            throws Exception {
        List<String> given = List.of(asTyped(words));
        boolean remove =
                !given.isEmpty() && (given.get(0).equals("-r") || given.get(0).equals("--remove"));
        List<String> rest = remove ? given.subList(1, given.size()) : given;
        if (rest.isEmpty() || rest.size() > (remove ? 1 : 2) || rest.get(0).startsWith("-")) {
            throw new CommandFailure("usage: snapshot [-r|--remove] MODULE [FUNCTION]");
        }
        String module = rest.get(0);
        PrintStream out = Streams.current().out();
        if (remove) {
            boolean removed = ModuleNames.ask(linker, module, () -> linker.removeSnapshot(module));
            out.println(module + (removed ? " starts the usual way" : " has no snapshot"));
            return;
        }
        String function = rest.size() > 1 ? rest.get(1) : SnapshotInfo.START;
        SnapshotInfo taken = ModuleNames.ask(
                linker,
                module,
                () -> CallThread.run("wasm:snapshot " + module, () -> linker.takeSnapshot(module, function)));
        out.println(module + ": " + SnapshotText.of(taken));
    }

    /** Gogo reads the word {@code null} as a null reference. */
    static String[] asTyped(String... words) {
        return Arrays.stream(words).map(String::valueOf).toArray(String[]::new);
    }
}
