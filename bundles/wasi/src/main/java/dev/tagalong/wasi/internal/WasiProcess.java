package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;
import java.util.EnumSet;
import java.util.Set;

/**
 * What WASI keeps for one instance: its argument and environment strings, its descriptors, its processor time. Safe for
 * the program's threads.
 */
public final class WasiProcess implements AutoCloseable, HostState {

    /** Makes the state of an instance when it first calls, and finds it again. Safe for any thread. */
    public static final class Factory {

        private final InputSources inputs;

        /** A factory whose processes read through {@code inputs}. */
        public Factory(InputSources inputs) {
            this.inputs = inputs;
        }

        WasiProcess of(Instance caller) {
            return caller.attachment(WasiProcess.class, () -> new WasiProcess(caller.environment(), inputs));
        }
    }

    private final StringList arguments;
    private final StringList variables;
    private final DescriptorTable descriptors;
    private final Set<Told> told = EnumSet.noneOf(Told.class);
    private long processorTime;

    private WasiProcess(ProcessEnvironment environment, InputSources inputs) {
        arguments = StringList.ofArguments(environment.arguments());
        variables = StringList.ofVariables(environment.variables());
        descriptors = new DescriptorTable(environment, inputs);
    }

    @Override
    public void close() {
        descriptors.close();
    }

    @Override
    public String hindersSnapshot() {
        return descriptors.change();
    }

    @Override
    public synchronized Set<Told> told() {
        Set<Told> all = EnumSet.copyOf(told);
        if (descriptors.directoriesTold()) {
            all.add(Told.PREOPENS);
        }
        return all;
    }

    private synchronized void tell(Told part) {
        told.add(part);
    }

    /** The arguments, which are told by this. */
    StringList arguments() {
        tell(Told.ARGUMENTS);
        return arguments;
    }

    /** The environment variables, which are told by this. */
    StringList variables() {
        tell(Told.VARIABLES);
        return variables;
    }

    DescriptorTable descriptors() {
        return descriptors;
    }

    /**
     * The processor time used so far, given the present thread's; it does not go back when another thread runs the
     * instance.
     */
    synchronized long processorTime(long ofThread) {
        processorTime = Math.max(processorTime, ofThread);
        return processorTime;
    }
}
