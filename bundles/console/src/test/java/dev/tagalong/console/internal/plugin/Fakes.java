package dev.tagalong.console.internal.plugin;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Interfaces given as a few lines of Java each. */
public final class Fakes {

    /** What a method answers. */
    public interface Answer {
        Object to(Method method, Object... arguments) throws Exception;
    }

    /** What a function does. */
    public interface Body {
        Object call(Object... arguments);
    }

    private Fakes() {}

    /** An interface. */
    public static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method, arguments == null ? new Object[0] : arguments)));
    }

    /** A linker with one library, {@code app.wasm}, of one function. */
    public static Linker linker(FunctionType type, Body body) {
        Library library = proxy(Library.class, (method, arguments) -> switch (method.getName()) {
            case "function" -> new FakeFunction(type, body);
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method.toString());
        });
        return proxy(Linker.class, (method, arguments) -> {
            if (!method.getName().equals("open")) {
                throw new UnsupportedOperationException(method.toString());
            }
            if (!arguments[0].equals("app.wasm")) {
                throw new DlException("no such module: " + arguments[0]);
            }
            return library;
        });
    }

    private record FakeFunction(FunctionType type, Body body) implements Function {
        @Override
        public ExternalType externalType() {
            return new ExternalType.Func(type);
        }

        @Override
        public Instance owner() {
            return null;
        }

        @Override
        public String name() {
            return "fake";
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
}
