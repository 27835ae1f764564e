package dev.tagalong.dl.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.internal.resolve.ModuleOffer;
import dev.tagalong.dl.internal.resolve.Provider;
import dev.tagalong.dl.internal.service.Proxied.Closed;
import dev.tagalong.dl.internal.service.Proxied.Increment;
import dev.tagalong.dl.internal.service.Proxied.MoreReferences;
import dev.tagalong.dl.internal.service.Proxied.Numbers;
import dev.tagalong.dl.internal.service.Proxied.OfAnything;
import dev.tagalong.dl.internal.service.Proxied.OfText;
import dev.tagalong.dl.internal.service.Proxied.References;
import dev.tagalong.dl.internal.service.Proxied.Repeated;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Classes that implement interfaces by libraries: of any interface, in any bundle, and gone when nobody needs them. */
class LibraryProxyTest extends LinkerHarness {

    /** {@code applyAsInt(x) = x + 1}, {@code mix} adds four numbers, {@code echo} and {@code same} answer a reference. */
    private static final byte[] MODULE = HexFormat.of()
            .parseHex("0061736d01000000" + "0119" + "04" + "60017f017f" + "60057f7e7d7c6f017c" + "60016f016f"
                    + "6001700170"
                    + "0305" + "0400010203"
                    + "0722" + "04" + "0a6170706c794173496e740000" + "036d69780001" + "046563686f0002"
                    + "0473616d650003"
                    + "0a24" + "04" + "0700200041016a0b" + "10002000b72001b9a02002bba02003a00b" + "040020000b"
                    + "040020000b");

    /** A bundle's class loader: it has classes of its own, and does not see all others. */
    private static final class OtherLoader extends ClassLoader {
        private final Set<Class<?>> own;
        private final Class<?> hidden;

        OtherLoader(Class<?> hidden, Class<?>... own) {
            super(OtherLoader.class.getClassLoader());
            this.own = new HashSet<>(Set.of(own));
            this.own.add(Proxied.class);
            this.hidden = hidden;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (hidden != null && hidden.getName().equals(name)) {
                throw new ClassNotFoundException(name);
            }
            if (own.stream().noneMatch(c -> c.getName().equals(name))) {
                return super.loadClass(name, resolve);
            }
            Class<?> present = findLoadedClass(name);
            return present == null ? define(name) : present;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private Library library() {
        offer(1, List.of(offered()));
        return closing(linker.open("proxied"));
    }

    private ModuleOffer offered() {
        return ModuleOffer.of(
                new Provider(1, "bundle1", null), "proxied", Version.valueOf("1"), engine.load("proxied", MODULE));
    }

    private static Object call(Object proxy, Class<?> type, String name, Object... arguments)
            throws ReflectiveOperationException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                return method.invoke(proxy, arguments);
            }
        }
        throw new NoSuchMethodException(name);
    }

    @Test
    void everyTypeOfValue() {
        Library library = library();
        assertEquals(1 + (1L << 40) + 0.5 + 0.25, library.as(Numbers.class).mix(1, 1L << 40, 0.5f, 0.25, this));
        Object object = new Object();
        assertSame(object, library.as(OfAnything.class).echo(object));
        Function function = library.function("mix");
        assertSame(function, library.as(References.class).same(function));
        assertNull(library.as(References.class).same(null));
    }

    @Test
    void anInterfaceOfTheJdk() {
        IntUnaryOperator increment = library().as(IntUnaryOperator.class);
        assertEquals(42, increment.applyAsInt(41));
        assertEquals(43, increment.andThen(increment).applyAsInt(41));
        assertEquals(42, closing(linker.open("proxied")).as(Increment.class).applyAsInt(41));
    }

    @Test
    void aCallByReflectionFromAnywhere() throws Throwable {
        Object increment = library().as(Increment.class);
        Method method = increment.getClass().getMethod("applyAsInt", int.class);
        assertEquals(42, MethodHandles.publicLookup().unreflect(method).invoke(increment, 41));
    }

    @Test
    void aMethodThatSeveralInterfacesHave() {
        assertEquals("x", library().as(Repeated.class).echo("x"));
    }

    @Test
    void aMethodWhoseTypeIsNarrowed() {
        DlException mistyped = assertThrows(DlException.class, () -> library().as(OfText.class));
        assertSays(mistyped.getMessage(), "echo", "(externref) -> (externref)", "OfText.echo", "(String)String");
    }

    @Test
    void anInterfaceOfAnotherBundleThatIsNotPublic() throws Exception {
        Library library = library();
        Class<?> numbers = new OtherLoader(null, Numbers.class).loadClass(Numbers.class.getName());
        assertNotSame(Numbers.class, numbers);
        for (int i = 0; i < 2; i++) {
            Object proxy = library.as(numbers);
            assertSame(numbers.getClassLoader(), proxy.getClass().getClassLoader());
            assertEquals(10.0, call(proxy, numbers, "mix", 1, 2L, 3f, 4.0, null));
            assertEquals("Numbers of library proxied 1.0.0 (bundle bundle1)", proxy.toString());
        }
    }

    @Test
    void anInterfaceOfAnotherBundleIsCollected() throws Exception {
        Library library = library();
        WeakReference<Object> loader = new WeakReference<>(callFromAnotherLoader(library));
        awaitCollected(loader);
        assertTrue(library.open());
    }

    private static ClassLoader callFromAnotherLoader(Library library) throws Exception {
        ClassLoader loader = new OtherLoader(null, Numbers.class);
        Class<?> numbers = loader.loadClass(Numbers.class.getName());
        assertEquals(10.0, call(library.as(numbers), numbers, "mix", 1, 2L, 3f, 4.0, null));
        return loader;
    }

    @Test
    void theClassOfAProxyThatNobodyHolds() throws Exception {
        Library library = library();
        awaitCollected(new WeakReference<>(library.as(Numbers.class).getClass()));
        assertTrue(library.open());
    }

    @Test
    void interfacesThatCannotBeImplemented() throws Exception {
        Library library = library();
        assertSays(
                assertThrows(DlException.class, () -> library.as(Closed.class)).getMessage(),
                "cannot implement",
                "Closed",
                "sealed");
        Class<?> blind =
                new OtherLoader(Function.class, MoreReferences.class).loadClass(MoreReferences.class.getName());
        assertSays(
                assertThrows(DlException.class, () -> library.as(blind)).getMessage(),
                "MoreReferences",
                "dev.tagalong.runtime.Function is not visible");
    }

    @Test
    void aProxyDoesNotKeepAClosedLibrary() throws Exception {
        Library library = library();
        Numbers numbers = library.as(Numbers.class);
        OfAnything anything = library.as(OfAnything.class);
        assertEquals(10.0, numbers.mix(1, 2, 3, 4, null));
        WeakReference<Object> instance = new WeakReference<>(library.instance());
        String said = library.function("mix").owner().name();
        library.close();
        awaitCollected(instance);
        Trap trap =
                assertTraps(TrapKind.UNDEFINED_ELEMENT, () -> numbers.mix(1, 2, 3, 4, null), "stale function", said);
        assertEquals(
                trap.getMessage(),
                assertThrows(Trap.class, () -> anything.echo(null)).getMessage());
    }

    @Test
    void aStaleProxySaysWhatAStaleFunctionSays() {
        Library library = library();
        Numbers numbers = library.as(Numbers.class);
        Function mix = library.function("mix");
        library.close();
        assertEquals(
                assertThrows(Trap.class, () -> mix.call(1, 2L, 3f, 4.0, null)).getMessage(),
                assertThrows(Trap.class, () -> numbers.mix(1, 2, 3, 4, null)).getMessage());
    }

    @Test
    void aReferenceThatIsClosed() {
        Library library = library();
        library.close();
        assertThrows(DlException.class, () -> library.as(Numbers.class));
    }

    private static void awaitCollected(WeakReference<?> reference) throws InterruptedException {
        await("it is collected", () -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
