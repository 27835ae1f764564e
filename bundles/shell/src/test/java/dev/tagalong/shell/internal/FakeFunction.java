package dev.tagalong.shell.internal;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;

/** A function that is a piece of Java. */
record FakeFunction(String name, FunctionType type, Body body) implements Function {

    interface Body {
        Object call(Object... arguments);
    }

    @Override
    public ExternalType externalType() {
        return new ExternalType.Func(type);
    }

    @Override
    public Instance owner() {
        return null;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public MethodHandle handle() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object call(Object... arguments) {
        return body.call(arguments);
    }
}
