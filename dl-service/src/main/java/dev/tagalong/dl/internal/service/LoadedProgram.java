package dev.tagalong.dl.internal.service;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.EntryPoint;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.SnapshotInfo;
import dev.tagalong.dl.internal.resolve.Libraries;
import dev.tagalong.dl.internal.resolve.LinkedInstance;
import dev.tagalong.dl.internal.snapshot.ModuleSnapshots;
import dev.tagalong.dl.internal.snapshot.ModuleSnapshots.Taken;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.WasmExit;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that Java has loaded. */
final class LoadedProgram implements Program {

    private static final FunctionType FLUSH = FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));

    /** With what a command of Wizer's {@code wizer.h} begins from a snapshot: it does not run its constructors once more. */
    private static final String RESUME = "wizer.resume";

    private static final FunctionType RESUMES = FunctionType.of(List.of(), List.of());

    private static final Logger LOG = LoggerFactory.getLogger(LoadedProgram.class);

    private final Libraries libraries;
    private final LinkedInstance link;
    private final ModuleSnapshots snapshots;
    private final Consumer<Program> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean trapped;
    private volatile ArgumentVector arguments;

    LoadedProgram(Libraries libraries, ModuleSnapshots snapshots, LinkedInstance link, Consumer<Program> whenClosed) {
        this.libraries = libraries;
        this.snapshots = snapshots;
        this.link = link;
        this.whenClosed = whenClosed;
    }

    @Override
    public String name() {
        return link.name();
    }

    @Override
    public Instance instance() {
        return link.instance();
    }

    @Override
    public int run() {
        EntryPoint entry = entryPoint();
        LOG.debug("{} begins to run", link.label());
        int status;
        try {
            status = call(entry);
            flush();
        } catch (WasmExit exit) {
            status = exit.status();
        } catch (Trap trap) {
            trapped = true;
            LOG.info("{} has trapped: {}", link.label(), trap.describe());
            throw trap;
        } catch (WasmException thrown) {
            trapped = true;
            LOG.info("{} has ended by an exception that it does not catch: {}", link.label(), thrown.describe());
            throw thrown;
        }
        LOG.debug("{} has ended with status {}", link.label(), status);
        return status;
    }

    private int call(EntryPoint entry) {
        Function function = instance().function(entry.name());
        try {
            if (entry.takesArguments()) {
                ArgumentVector given = arguments();
                return (int) function.handle().invokeExact(given.count(), given.address());
            }
            if (entry.hasStatus()) {
                return (int) function.handle().invokeExact();
            }
            function.handle().invokeExact();
            return 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a function threw a checked exception", e);
        }
    }

    /** The program may have changed what it was given last, so it is written for each run, to the same place. */
    private ArgumentVector arguments() {
        ArgumentVector present = arguments;
        if (present == null) {
            present = ArgumentVector.place(link);
            arguments = present;
        }
        present.write(instance());
        return present;
    }

    /** A return from {@code main} is an exit, which writes out what streams of C still hold; {@code _start} does it itself. */
    private void flush() {
        if (instance().export(EntryPoint.START) == null
                && instance().export("fflush") instanceof Function flush
                && flush.type() == FLUSH) {
            flush.call(0);
        }
    }

    private void exit() {
        try {
            link.exit();
        } catch (WasmExit | DlException | Trap e) {
            LOG.warn("Destructors of {} did not end well: {}", link.label(), e.getMessage());
        }
    }

    private EntryPoint entryPoint() {
        if (link.restored() && instance().export(RESUME) instanceof Function resume && resume.type() == RESUMES) {
            return new EntryPoint(RESUME, resume.type());
        }
        EntryPoint entry = EntryPoint.of(instance().module())
                .orElseThrow(() -> new DlException(
                        link.label() + " has no entry point: it exports neither of " + EntryPoint.NAMES));
        if (!entry.fits()) {
            throw new DlException(
                    link.label() + " has an entry point " + entry.name() + " of a type that none has: " + entry.type());
        }
        return entry;
    }

    @Override
    public Library open(String name, int flags) {
        Objects.requireNonNull(name, "name");
        return instance().exclusively(() -> new ProgramLibrary(link, link.open(name, flags)));
    }

    @Override
    public SnapshotInfo takeSnapshot() {
        long begin = System.nanoTime();
        Taken taken = new Taken(link.state(), instance().environment());
        return snapshots.keep(link.offer(), taken, Duration.ofNanos(System.nanoTime() - begin));
    }

    @Override
    public void cancel(String reason) {
        instance().cancel(reason);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            whenClosed.accept(this);
            if (!trapped) {
                exit();
            }
            libraries.unload(link);
        }
    }

    @Override
    public String toString() {
        return link.label();
    }
}
