package dev.tagalong.bench.workload;

import dev.tagalong.bench.contender.Contender;
import dev.tagalong.bench.contender.Guest;
import dev.tagalong.bench.contender.GuestImports;
import dev.tagalong.bench.linker.LinkerContainer;
import dev.tagalong.bench.process.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A workload's module instantiated by a contender, with what it is connected to. */
public final class Opened implements AutoCloseable {

    private static final String STEP = "step";

    private final List<Guest> guests = new ArrayList<>();
    private final Contender contender;
    private LinkerContainer container;
    private TwoThreads threads;
    private final IntUnaryOperator run;

    /** Instantiates all that the workload needs. */
    public Opened(Workload workload, Contender contender) {
        this.contender = contender;
        run = switch (workload.wiring()) {
            case PLAIN -> load(workload.module(), GuestImports.NONE).intFunction("run");
            case HOST ->
                load(workload.module(), GuestImports.host(STEP, Opened::hostStep))
                        .intFunction("run");
            case INSTANCE ->
                load(workload.module(), GuestImports.linked(STEP, library(), STEP))
                        .intFunction("run");
            case POINTERS -> pointers(workload);
            case ROUND_TRIP -> roundTrips(load(workload.module(), GuestImports.NONE));
            case LINKER -> linked(workload);
            case THREADS -> threads(workload);
            case JAVA_THREADS -> onTwoThreads(JavaThreads.of(workload.libraries()));
            case ENTRY -> EntryLoop.over(library().intFunction(STEP));
        };
    }

    private static int hostStep(int x) {
        return x * 3 + 1;
    }

    private IntUnaryOperator pointers(Workload workload) {
        Guest program = load(workload.module(), GuestImports.NONE);
        for (int i = 0; i < workload.libraries(); i++) {
            program.call("set_pointer", i, program.pointerTo(library(), STEP));
        }
        program.call("set_count", Math.max(1, workload.libraries()));
        return program.intFunction("run");
    }

    private IntUnaryOperator roundTrips(Guest program) {
        Contender.Prepared code = contender.prepare("library.wasm", Resources.bytes("wasm/library.wasm"));
        IntUnaryOperator call = program.intFunction("call_pointer");
        return units -> {
            int x = 1;
            for (int i = 0; i < units; i++) {
                try (Guest library = code.instantiate(GuestImports.NONE)) {
                    int pointer = program.pointerTo(library, STEP);
                    program.call("set_pointer", 0, pointer);
                    x = call.applyAsInt(x) ^ i;
                    program.release(pointer);
                }
            }
            return x;
        };
    }

    private IntUnaryOperator linked(Workload workload) {
        container = LinkerContainer.start();
        container.install("library.wasm", Resources.bytes("wasm/library.wasm"));
        container.install(workload.id(), Resources.bytes("wasm/" + workload.module() + ".wasm"));
        return container.load(workload.id(), "run");
    }

    private IntUnaryOperator threads(Workload workload) {
        Guest program = load(workload.module(), GuestImports.shared("memory"));
        Guest second = program.newThread();
        guests.add(second);
        return onTwoThreads(TwoThreads.of(program, second));
    }

    private IntUnaryOperator onTwoThreads(TwoThreads.Pair pair) {
        threads = new TwoThreads(pair);
        return threads;
    }

    /** Each library is a module of its own, though of the same bytes: as bundles would be. */
    private Guest library() {
        return load("library", GuestImports.NONE);
    }

    private Guest load(String module, GuestImports imports) {
        byte[] wasm = Resources.bytes("wasm/" + module + ".wasm");
        Guest guest = contender.prepare(module + ".wasm", wasm).instantiate(imports);
        guests.add(guest);
        return guest;
    }

    /** The function to be measured: units to checksum. */
    public IntUnaryOperator run() {
        return run;
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.close();
        }
        Collections.reverse(guests);
        guests.forEach(Guest::close);
        if (container != null) {
            container.close();
        }
    }
}
