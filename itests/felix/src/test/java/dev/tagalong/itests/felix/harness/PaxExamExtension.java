package dev.tagalong.itests.felix.harness;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.osgi.framework.BundleContext;

/**
 * Runs the classes marked {@link InFelix} in Pax Exam's native container, for which Pax Exam has no Jupiter driver of
 * its own: a container a class, started before its first method and stopped after its last.
 */
public final class PaxExamExtension implements BeforeAllCallback, ParameterResolver, InvocationInterceptor {

    private static final Namespace NAMESPACE = Namespace.create(PaxExamExtension.class);

    /** For JUnit. */
    public PaxExamExtension() {}

    /** A class's container and the probe in it; JUnit's store closes it with the class. */
    private record Running(Container container, Probe probe) implements AutoCloseable {
        @Override
        public void close() {
            container.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Class<?> testClass = context.getRequiredTestClass();
        Container container = Container.start(
                testClass.getSimpleName(),
                testClass.getAnnotation(InFelix.class).value());
        try {
            Probe probe = Probe.install(container.context(), testClass);
            context.getStore(NAMESPACE).put(Running.class, new Running(container, probe));
        } catch (Exception e) {
            container.close();
            throw e;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BundleContext.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context).probe().context();
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        callTwin(invocation, method, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        callTwin(invocation, method, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        callTwin(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        callTwin(invocation, method, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        callTwin(invocation, method, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        callTwin(invocation, method, context);
    }

    private static Running running(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Running.class, Running.class);
    }

    private static void callTwin(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.skip();
        Probe probe = running(context).probe();
        Object twin = Modifier.isStatic(method.getExecutable().getModifiers()) ? null : twin(probe, context);
        probe.call(method.getExecutable(), twin, method.getArguments());
    }

    /** The twin of the test's instance: one for all the methods that run for one test. */
    private static Object twin(Probe probe, ExtensionContext context) throws Throwable {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        Object twin = store.get(Probe.class);
        if (twin == null) {
            twin = probe.newTwin(context.getRequiredTestClass());
            store.put(Probe.class, twin);
        }
        return twin;
    }
}
