package dev.tagalong.shell.internal;

import dev.tagalong.dl.LinkEvent;
import dev.tagalong.dl.LinkListener;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A bundle context that knows nothing but the registration of link listeners. */
final class Whiteboard {

    final List<LinkListener> listeners = new CopyOnWriteArrayList<>();

    void report(LinkEvent event) {
        listeners.forEach(l -> l.linked(event));
    }

    BundleContext context() {
        return proxy(BundleContext.class, (method, arguments) -> {
            if (method.getName().equals("registerService") && arguments[0] == LinkListener.class) {
                listeners.add((LinkListener) arguments[1]);
                return registration(arguments[1]);
            }
            throw new UnsupportedOperationException(method.toString());
        });
    }

    private ServiceRegistration<?> registration(Object listener) {
        return proxy(ServiceRegistration.class, (method, arguments) -> {
            if (method.getName().equals("unregister")) {
                listeners.remove(listener);
                return null;
            }
            throw new UnsupportedOperationException(method.toString());
        });
    }

    interface Answer {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> "fake " + type.getSimpleName();
                    default -> answer.to(method, arguments);
                }));
    }
}
