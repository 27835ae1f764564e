package dev.tagalong.runtime.internal.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Tier;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A thread whose stack is full loads no class of the engine: a class loader of OSGi may not survive that, and a class whose
 * initialization ends so can never be used again.
 */
class FullStackTest {

    /** The engine anew, so that nothing of it is loaded. */
    private static final class Recorder extends URLClassLoader {

        private final Queue<String> loaded = new ConcurrentLinkedQueue<>();

        Recorder() {
            super(
                    Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                    .split(File.pathSeparator))
                            .map(Recorder::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
        }

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(path, e);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (Thread.currentThread().getName().equals(DeepRecursion.THREAD)) {
                loaded.add(name);
            }
            return super.findClass(name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noClassIsLoadedThere(Tier tier) throws ReflectiveOperationException, IOException {
        try (Recorder classes = new Recorder()) {
            @SuppressWarnings("unchecked")
            Function<String, String> recursion =
                    (Function<String, String>) classes.loadClass(DeepRecursion.class.getName())
                            .getConstructor()
                            .newInstance();
            assertEquals("CALL_STACK_EXHAUSTED", recursion.apply(tier.name()));
            assertEquals(List.of(), List.copyOf(classes.loaded));
        }
    }
}
