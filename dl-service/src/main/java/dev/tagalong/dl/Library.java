package dev.tagalong.dl;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Instance;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * One reference to an open library: what {@code dlopen} is to a program, for Java. It is Java's own, from
 * {@link Linker#open}, or a program's, from {@link Program#open}. Safe for any thread.
 *
 * <p>When the library's bundle stops, is updated or uninstalled, functions obtained here trap as stale, and opening
 * again gives the new one.
 */
@ProviderType
public interface Library extends AutoCloseable {

    /** The handle id, 1 to 65,535: the same number that {@code dlopen} gives a program, the program that has it open. */
    int id();

    /** The name. */
    String name();

    /** The version. */
    Version version();

    /** The bundle that offers it. */
    Bundle bundle();

    /** What it offers, in export order. */
    List<Symbol> symbols();

    /**
     * {@code dlsym}: the tagged function index of a function, which a program can call.
     *
     * @throws DlException if there is no such symbol or it is not a function; or if the library is in a program's memory,
     *     where pointers have no tags
     */
    int taggedIndex(String symbol);

    /**
     * {@code dlsym}: the number by which C code knows a symbol. In a program's memory that is the address of data or the
     * table index of a function; of an isolated library, the {@link #taggedIndex}.
     *
     * @throws DlException if there is no such symbol, or none that can be pointed to
     */
    int pointer(String symbol);

    /**
     * A function.
     *
     * @throws DlException if there is no such symbol or it is not a function
     */
    Function function(String symbol);

    /**
     * A function as a method handle of the exact type, for {@code invokeExact}.
     *
     * @throws DlException if there is no such symbol or it is not a function
     * @throws UnsupportedOperationException if its type has no counterpart in Java, see {@link Function#handle()}
     */
    default MethodHandle handle(String symbol) {
        return function(symbol).handle();
    }

    /**
     * The library as a Java interface: each abstract method calls the function of its name, or of the name in
     * {@link SymbolName}. Parameter and result types must be exactly those of {@link Function#handle()}. Default methods
     * are run as they are; where the interface extends {@link AutoCloseable}, {@code close()} closes this reference. The
     * interface need not be public. A call boxes nothing, and costs what one of {@link #handle} does. The object keeps
     * nothing of a library that is gone.
     *
     * @throws DlException if it is not an interface, or one that is sealed, or a function is missing or of another type;
     *     the text names both types
     */
    <T> T as(Class<T> type);

    /**
     * The instance: that which the bundle owns, or the one in the program's memory.
     *
     * @throws DlException if this reference is closed or the library is gone
     */
    Instance instance();

    /** Whether calls can still be made: neither this reference closed nor the library gone. */
    boolean open();

    /** Gives the reference back; a second time does nothing. */
    @Override
    void close();
}
