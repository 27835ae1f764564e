package dev.tagalong.console.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.type.FunctionType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Interfaces given as a few lines of Java each. */
final class Fakes {

    interface Answer {
        Object to(Method method, Object[] arguments);
    }

    interface Body {
        Object call(Object[] arguments);
    }

    private Fakes() {}

    static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method, arguments)));
    }

    /** A linker with one library of one function. */
    static Linker linker(FunctionType type, Body body) {
        Function function = functionOf(type, body);
        Library library = proxy(Library.class, (method, arguments) -> switch (method.getName()) {
            case "function" -> function;
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
        public dev.tagalong.runtime.type.ExternalType externalType() {
            return new dev.tagalong.runtime.type.ExternalType.Func(type);
        }

        @Override
        public dev.tagalong.runtime.Instance owner() {
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
        public java.lang.invoke.MethodHandle handle() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object call(Object... arguments) {
            return body.call(arguments);
        }
    }

    private static Function functionOf(FunctionType type, Body body) {
        return new FakeFunction(type, body);
    }

    static HttpSession session() {
        Map<Object, Object> attributes = new HashMap<>();
        return proxy(HttpSession.class, (method, arguments) -> switch (method.getName()) {
            case "getAttribute" -> attributes.get(arguments[0]);
            case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    static HttpServletRequest request(HttpSession session, String token, Map<String, String> headers) {
        return proxy(HttpServletRequest.class, (method, arguments) -> switch (method.getName()) {
            case "getSession" -> session;
            case "getParameter" -> token;
            case "getHeader" -> headers.get(arguments[0]);
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }
}
