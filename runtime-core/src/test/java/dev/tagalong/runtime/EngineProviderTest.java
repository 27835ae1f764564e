package dev.tagalong.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** The engine's classes in a class loader of their own, as in a bundle; another engine is in that of the thread. */
class EngineProviderTest {

    @Test
    void theEngineIsTheOneBesideItsApi() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader());
                AutoCloseable engine = (AutoCloseable) create(loader)) {
            assertSame(loader, engine.getClass().getClassLoader());
        }
    }

    @Test
    void anApiWithoutAnEngineSaysWhatIsMissing() throws Exception {
        try (URLClassLoader loader = new WithoutServices(urls())) {
            Throwable thrown = assertThrows(InvocationTargetException.class, () -> create(loader))
                    .getCause();
            assertInstanceOf(IllegalStateException.class, thrown);
            assertEquals(
                    "the engine's classes come without META-INF/services/dev.tagalong.runtime.Engine$Provider",
                    thrown.getMessage());
        }
    }

    private static Object create(ClassLoader loader) throws ReflectiveOperationException {
        return loader.loadClass(Engine.class.getName()).getMethod("create").invoke(null);
    }

    private static URL[] urls() {
        return new URL[] {url(Engine.class), url(Opcodes.class)};
    }

    private static URL url(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static final class WithoutServices extends URLClassLoader {

        WithoutServices(URL... urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            return Collections.emptyEnumeration();
        }
    }
}
