package dev.tagalong.runtime.internal.tier;

import dev.tagalong.runtime.CallScope;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.internal.compile.load.ModuleCompiler;
import dev.tagalong.runtime.internal.opcode.Feature;
import dev.tagalong.runtime.internal.thread.Scope;
import java.util.Set;

/** The engine, for {@link Engine}'s static methods; {@code META-INF/services} names it. */
public final class EngineProvider implements Engine.Provider {

    @Override
    public Engine create(EngineOptions options) {
        return new EngineImpl(options);
    }

    @Override
    public CallScope callScope() {
        return new Scope();
    }

    @Override
    public Set<String> features() {
        return Feature.switchable();
    }

    @Override
    public boolean usesVectorApi() {
        return ModuleCompiler.usesVectorApi();
    }

    @Override
    public void checkpoint() {
        Scope.checkCurrent();
    }
}
