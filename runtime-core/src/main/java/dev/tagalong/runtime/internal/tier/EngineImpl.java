package dev.tagalong.runtime.internal.tier;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.TableType;

/** The engine. */
public final class EngineImpl implements Engine {

    @Override
    public Module load(String name, byte[] binary) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instance instantiate(Module module, Imports imports, InstanceOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Function function(String name, HostFunction host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Memory memory(MemoryType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Table table(TableType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Global global(GlobalType type, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
