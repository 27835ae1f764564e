package dev.tagalong.shell.internal;

import dev.tagalong.dl.Linker;
import dev.tagalong.dl.ModuleStatistics;
import dev.tagalong.runtime.InstanceStatistics;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ProcessEnvironment.StandardStream;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands that show what modules are and what they use, scope {@code wasm}. They change nothing. */
@Component(service = MonitorCommands.class, immediate = true)
@GogoCommand(
        scope = "wasm",
        function = {"info", "top", "disassemble"})
public final class MonitorCommands {

    /** Cursor to the first column of the first line, and all below away (ECMA-48: CUP, ED). */
    private static final String CLEAR = "\u001b[H\u001b[J";

    private final Linker linker;

    /** Commands over a linker. */
    @Activate
    public MonitorCommands(@Reference Linker linker) {
        this.linker = linker;
    }

    /** All that is known of a module. */
    @Descriptor("shows a module's state, code, use, last trap, instances and imports")
    @Synopsis("MODULE")
    public void info(@Descriptor("the module's name") String module) throws Exception {
        ModuleReport report = new ModuleReport(linker, Streams.current().out());
        ModuleNames.ask(linker, module, () -> {
            report.print(module);
            return null;
        });
    }

    /** What modules use, refreshing. */
    @Descriptor(
            "shows what each module uses: its share of a processor and calls a second since the last time, calls, their"
                    + " time, traps, memory, its CPU budget; refreshes until it is interrupted")
    @Synopsis(TopOptions.SYNOPSIS)
    public void top(
            @Descriptor("[-n|--count TIMES] (default: on a terminal until interrupted, else once)"
                            + " [-d|--delay SECONDS] (default: 2) [-s|--sort cpu|calls|time|traps|memory|name]")
                    String... words)
            throws InterruptedException {
        Streams streams = Streams.current();
        boolean terminal = streams.terminals().contains(StandardStream.OUTPUT);
        TopOptions options = TopOptions.parse(terminal, WasmCommands.asTyped(words));
        Top top = new Top(options.order());
        for (int i = 1; ; i++) {
            PrintStream out = streams.out();
            print(top, out, terminal && options.count() != 1);
            if (i == options.count() || out.checkError()) {
                return;
            }
            Thread.sleep(options.delay().toMillis());
        }
    }

    private void print(Top top, PrintStream out, boolean clear) {
        List<ModuleStatistics> modules = linker.statistics().stream()
                .flatMap(plugin -> plugin.modules().stream())
                .toList();
        InstanceStatistics sum =
                modules.stream().map(ModuleStatistics::usage).reduce(InstanceStatistics.NONE, InstanceStatistics::plus);
        TextTable table = top.table(modules, System.nanoTime());
        out.println((clear ? CLEAR : "") + LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + modules.size()
                + " modules, " + sum.instances() + " instances, " + Quantities.bytes(sum.memoryBytes()) + ", "
                + sum.activeCalls() + " calls under way, " + sum.traps() + " traps");
        table.print(out);
        out.flush();
    }

    /** A function's code. */
    @Descriptor("prints a function's instructions, with their offsets in the binary as backtraces tell them")
    @Synopsis("MODULE FUNCTION|INDEX")
    public void disassemble(
            @Descriptor("the module's name") String module,
            @Descriptor("the function's name, or its index as backtraces tell it") String function)
            throws Exception {
        Module found = ModuleNames.ask(linker, module, () -> linker.module(module));
        try {
            found.disassemble(index(found, function)).forEach(Streams.current().out()::println);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private static int index(Module module, String function) {
        int named = module.functionIndex(function);
        if (named >= 0) {
            return named;
        }
        try {
            return Integer.parseInt(function);
        } catch (NumberFormatException e) {
            throw new CommandFailure(module.name() + " has no function " + function);
        }
    }
}
