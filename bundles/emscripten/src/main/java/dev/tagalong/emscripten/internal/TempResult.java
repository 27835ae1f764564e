package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.Instance;

/** The upper half of a 64-bit result, where code passes it beside the call. */
public final class TempResult {

    private static final class Half {
        int value;
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "set", "setTempRet0").add(this, "get", "getTempRet0");
    }

    void set(Instance caller, int value) {
        of(caller).value = value;
    }

    int get(Instance caller) {
        return of(caller).value;
    }

    private static Half of(Instance caller) {
        return caller.attachment(Half.class, Half::new);
    }
}
