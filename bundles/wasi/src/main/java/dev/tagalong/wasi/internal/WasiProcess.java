package dev.tagalong.wasi.internal;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.ProcessEnvironment;

/**
 * What WASI keeps for one instance: its argument and environment strings, its descriptors, its processor time. Safe for
 * the program's threads.
 */
public final class WasiProcess implements AutoCloseable {

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

    StringList arguments() {
        return arguments;
    }

    StringList variables() {
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
