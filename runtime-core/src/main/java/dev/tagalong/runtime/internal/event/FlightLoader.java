package dev.tagalong.runtime.internal.event;

import java.io.IOException;
import java.io.InputStream;

/**
 * Loads the flight recorder's events, and who writes them. The recorder changes the classes of events so that they use classes
 * of the JDK that it makes then and there, in packages that nobody can import: so these classes look for the JDK's before a
 * framework that gives a bundle what it imports is asked.
 */
final class FlightLoader extends ClassLoader {

    private static final String RECORDER = "jdk.jfr.";
    private static final String PACKAGE = FlightLoader.class.getPackageName() + ".";

    private final ClassLoader bundle;

    FlightLoader(ClassLoader bundle) {
        super(ClassLoader.getPlatformClassLoader());
        this.bundle = bundle;
    }

    /** The one that writes events. */
    Events events() throws ReflectiveOperationException {
        var constructor = loadClass(PACKAGE + "FlightEvents").getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Events) constructor.newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (name.startsWith(RECORDER)) {
                return super.loadClass(name, resolve);
            }
            return own(name) ? define(name) : bundle.loadClass(name);
        }
    }

    private static boolean own(String name) {
        return name.startsWith(PACKAGE) && (name.endsWith("Event") || name.endsWith("FlightEvents"));
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = bundle.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, FlightLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
