package dev.tagalong.dl.internal.space;

import static java.lang.invoke.MethodType.methodType;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Instance;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The functions by which a library asks to be called at its end (Itanium C++ ABI, section 3.3.5). What a
 * library asks is done when it goes and not when the program does.
 */
final class Exits {

    private static final MethodHandle CXA_ATEXIT;
    private static final MethodHandle ATEXIT;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            CXA_ATEXIT = lookup.findStatic(
                    Exits.class, "cxaAtexit", methodType(int.class, Instance.class, int.class, int.class, int.class));
            ATEXIT = lookup.findStatic(Exits.class, "atexit", methodType(int.class, Instance.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Exits() {}

    /** The function of a name for a library, or {@code null} if it is none of these. */
    static Function of(Engine engine, Image image, String name) {
        Function present = image.exitFunctions.get(name);
        if (present != null) {
            return present;
        }
        MethodHandle handle = switch (name) {
            case "__cxa_atexit", "__cxa_thread_atexit" -> CXA_ATEXIT;
            case "atexit" -> ATEXIT;
            default -> null;
        };
        if (handle == null) {
            return null;
        }
        Function fresh = engine.function(name, HostFunction.of(handle));
        image.exitFunctions.put(name, fresh);
        return fresh;
    }

    private static int cxaAtexit(Instance caller, int function, int argument, int dsoHandle) {
        return Member.spaceOf(caller).of(caller).atExit(new Image.Exit(function, argument)) ? 0 : -1;
    }

    private static int atexit(Instance caller, int function) {
        return Member.spaceOf(caller).of(caller).atExit(new Image.Exit(function, 0)) ? 0 : -1;
    }
}
