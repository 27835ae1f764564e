package dev.tagalong.runtime.internal.tier;

import dev.tagalong.runtime.CallScope;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.EngineOptions;
import dev.tagalong.runtime.internal.thread.Scope;

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
    public void checkpoint() {
        Scope.checkCurrent();
    }
}
