package dev.tagalong.runtime.internal.event;

import jdk.jfr.FlightRecorder;

/**
 * The flight recorder is told, once somebody has asked for it: the first event of a JVM would make the recorder's classes,
 * which takes longer than a small module's way to its first result.
 */
final class FlightEvents implements Events {

    private static boolean nobodyRecords() {
        return !FlightRecorder.isInitialized();
    }

    @Override
    public Object moduleLoad() {
        if (nobodyRecords()) {
            return null;
        }
        ModuleLoadEvent event = new ModuleLoadEvent();
        event.begin();
        return event.isEnabled() ? event : null;
    }

    @Override
    public void moduleLoaded(Object begun, String module, int bytes, int functions, String error) {
        if (begun instanceof ModuleLoadEvent event) {
            event.module = module;
            event.bytes = bytes;
            event.functions = functions;
            event.error = error;
            event.commit();
        }
    }

    @Override
    public Object functionCompile() {
        if (nobodyRecords()) {
            return null;
        }
        FunctionCompileEvent event = new FunctionCompileEvent();
        event.begin();
        return event.isEnabled() ? event : null;
    }

    @Override
    public void functionCompiled(
            Object begun, String module, int index, String function, int bytes, int codeBytes, boolean cached) {
        if (begun instanceof FunctionCompileEvent event) {
            event.module = module;
            event.index = index;
            event.function = function;
            event.bytes = bytes;
            event.codeBytes = codeBytes;
            event.cached = cached;
            event.commit();
        }
    }

    @Override
    public Object instantiate() {
        if (nobodyRecords()) {
            return null;
        }
        InstantiateEvent event = new InstantiateEvent();
        event.begin();
        return event.isEnabled() ? event : null;
    }

    @Override
    public void instantiated(Object begun, String module, String instance, String tier, String error) {
        if (begun instanceof InstantiateEvent event) {
            event.module = module;
            event.instance = instance;
            event.tier = tier;
            event.error = error;
            event.commit();
        }
    }

    @Override
    public boolean recordsTraps() {
        return !nobodyRecords() && new TrapEvent().isEnabled();
    }

    @Override
    public void trapped(String module, String instance, String kind, String message, String backtrace) {
        TrapEvent event = new TrapEvent();
        event.module = module;
        event.instance = instance;
        event.kind = kind;
        event.message = message;
        event.backtrace = backtrace;
        event.commit();
    }

    @Override
    public void closed(String module, String instance, long calls, long traps) {
        if (nobodyRecords()) {
            return;
        }
        InstanceCloseEvent event = new InstanceCloseEvent();
        if (event.isEnabled()) {
            event.module = module;
            event.instance = instance;
            event.calls = calls;
            event.traps = traps;
            event.commit();
        }
    }
}
