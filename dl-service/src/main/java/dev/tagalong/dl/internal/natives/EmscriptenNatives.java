package dev.tagalong.dl.internal.natives;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What emscripten's C library imports for its own {@code dlopen}, {@code dlsym} and {@code dlerror}
 * ({@code system/lib/libc/dynlink.c}). A handle is the address of its {@code struct dso}, with flags and name in it; failures
 * are told to the program's {@code __dl_seterr}. {@code dlclose} does not reach the host: libraries stay until the program ends.
 *
 * <p>As with emscripten, a function that is not there yet is bound when it is called, also with RTLD_NOW: programs ask for that
 * and count on the other. Of a path that is no library's name, the last part is taken.
 */
final class EmscriptenNatives {

    private static final int DSO_FLAGS = 4;
    private static final int DSO_NAME = 36;

    private static final int RTLD_DEFAULT = 0;
    private static final int RTLD_NEXT = -1;

    private static final FunctionType SET_ERROR = FunctionType.of(List.of(ValueType.I32, ValueType.I32), List.of());

    /** What one program has open. */
    private static final class Opened implements HostState {
        private final Map<Integer, Integer> handles = new HashMap<>();
        private final TextBuffer text = new TextBuffer();

        @Override
        public String hindersSnapshot() {
            return handles.values().stream().allMatch(handle -> handle == RTLD_DEFAULT)
                    ? null
                    : "it has libraries open";
        }
    }

    private final DlNatives natives;

    EmscriptenNatives(DlNatives natives) {
        this.natives = natives;
    }

    Map<String, HostFunction> functions() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        return Map.of(
                "_dlinit", HostFunction.of(lookup, this, "init"),
                "_dlopen_js", HostFunction.of(lookup, this, "openDso"),
                "_emscripten_dlopen_js", HostFunction.of(lookup, this, "openAndCall"),
                "_dlsym_js", HostFunction.of(lookup, this, "find"),
                "_dlsym_catchup_js", HostFunction.of(lookup, this, "catchUp"));
    }

    private static Opened opened(Instance caller) {
        return caller.attachment(Opened.class, Opened::new);
    }

    /** {@code void _dlinit(struct dso *main)}, of versions in which the program's own handle is no constant. */
    void init(Instance caller, int dso) {
        opened(caller).handles.put(dso, RTLD_DEFAULT);
    }

    /** {@code void *_dlopen_js(struct dso *handle)}: not 0 if it is open then. */
    int openDso(Instance caller, int dso) {
        try {
            int flags = caller.memory().readInt(Integer.toUnsignedLong(dso) + DSO_FLAGS) & ~OpenFlags.RTLD_NOW
                    | OpenFlags.RTLD_LAZY;
            String name = DlNatives.read(caller, dso + DSO_NAME, "library name");
            opened(caller).handles.put(dso, open(caller, name, flags));
            return dso;
        } catch (DlException e) {
            caller.checkpoint();
            fail(caller, String.format("_dlopen_js(0x%08x)", dso), e);
            return 0;
        }
    }

    private int open(Instance caller, String name, int flags) {
        int slash = name.lastIndexOf('/');
        try {
            return natives.open(caller, name, flags);
        } catch (DlException e) {
            if (slash < 0 || slash == name.length() - 1) {
                throw e;
            }
            return natives.open(caller, name.substring(slash + 1), flags);
        }
    }

    /** The same for {@code emscripten_dlopen}: calls one of the functions with the handle and {@code data}. */
    void openAndCall(Instance caller, int dso, int onSuccess, int onError, int data) {
        int callback = openDso(caller, dso) != 0 ? onSuccess : onError;
        caller.callee(callback).call(dso, data);
    }

    /**
     * {@code void *_dlsym_js(struct dso *handle, const char *symbol, int *index)}; the index is for threads that are to find
     * the same, and only the first has libraries.
     */
    int find(Instance caller, int dso, int name, int index) {
        try {
            String symbol = DlNatives.read(caller, name, "symbol name");
            Integer handle = dso == RTLD_DEFAULT || dso == RTLD_NEXT
                    ? Integer.valueOf(dso)
                    : opened(caller).handles.get(dso);
            if (handle == null) {
                throw new DlException(String.format("there is no open library with handle 0x%08x", dso));
            }
            return natives.find(caller, handle, symbol);
        } catch (DlException e) {
            fail(caller, String.format("_dlsym_js(0x%08x, 0x%08x)", dso, name), e);
            return 0;
        }
    }

    /** {@code void *_dlsym_catchup_js(struct dso *handle, int index)}, which other threads call. */
    int catchUp(Instance caller, int dso, int index) {
        fail(
                caller,
                "_dlsym_catchup_js",
                new DlException("libraries in a program's memory run on one thread, its first"));
        return 0;
    }

    private void fail(Instance caller, String request, DlException reason) {
        natives.failed(caller, request, reason);
        Instance program = caller.leader();
        if (program.export("__dl_seterr") instanceof Function report && report.type() == SET_ERROR) {
            // It is a format of printf.
            byte[] format = reason.getMessage().replace("%", "%%").getBytes(StandardCharsets.UTF_8);
            int address = opened(caller).text.place(program, format);
            if (address != 0) {
                report.call(address, 0);
                return;
            }
        }
        DlNatives.error(caller).set(reason.getMessage());
    }
}
