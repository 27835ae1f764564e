package dev.tagalong.runtime.internal.event;

/**
 * Who is told what the engine does: the JVM's flight recorder, or nobody, in a JVM that was made without it. What takes
 * time begins with a method that answers {@code null} unless somebody records such events now; the answer is given to the
 * method that ends it. Safe for any thread.
 */
public interface Events {

    /** Where to tell. */
    Events SINK = EventsFinder.find();

    /** A module is about to be decoded. */
    Object moduleLoad();

    /**
     * A module was decoded and validated.
     *
     * @param begun what {@link #moduleLoad} answered
     * @param bytes the size of its binary
     * @param functions how many functions it defines; 0 if it was refused
     * @param error why it was refused, or {@code null} if it was not
     */
    void moduleLoaded(Object begun, String module, int bytes, int functions, String error);

    /** A function is about to be compiled. */
    Object functionCompile();

    /**
     * A function was compiled, or its code was read from the cache.
     *
     * @param begun what {@link #functionCompile} answered
     * @param index its index in the function index space
     * @param function its name
     * @param bytes the size of its body in the binary
     * @param codeBytes the size of its class file
     * @param cached whether that was read from the cache
     */
    void functionCompiled(
            Object begun, String module, int index, String function, int bytes, int codeBytes, boolean cached);

    /** A module is about to be instantiated. */
    Object instantiate();

    /**
     * A module was instantiated.
     *
     * @param begun what {@link #instantiate} answered
     * @param tier how its functions are run
     * @param error why that failed, or {@code null} if it did not
     */
    void instantiated(Object begun, String module, String instance, String tier, String error);

    /** Whether traps are recorded. */
    boolean recordsTraps();

    /**
     * A trap has reached Java.
     *
     * @param instance in which instance it was raised
     * @param kind what it was
     * @param message its message
     * @param backtrace its frames, innermost first, one a line
     */
    void trapped(String module, String instance, String kind, String message, String backtrace);

    /**
     * An instance was closed.
     *
     * @param calls how many calls of functions came from Java
     * @param traps how many trapped
     */
    void closed(String module, String instance, long calls, long traps);
}
