package dev.tagalong.emscripten.internal;

import dev.tagalong.runtime.HostState;
import dev.tagalong.runtime.Instance;

/**
 * The upper half of a 64-bit result, or an exception's type, where code passes it beside the call. Programs of today keep it
 * themselves.
 */
public final class TempResult {

    private static final class Half implements HostState {
        int value;

        @Override
        public String hindersSnapshot() {
            return null;
        }
    }

    /** Adds the functions. */
    public void register(FunctionTable table) {
        table.add(this, "assign", "setTempRet0").add(this, "get", "getTempRet0");
    }

    void assign(Instance caller, int value) {
        set(caller, value);
    }

    static void set(Instance caller, int value) {
        if (!Runtime.of(caller).setTempResult(value)) {
            of(caller).value = value;
        }
    }

    int get(Instance caller) {
        Integer own = Runtime.of(caller).tempResult();
        return own != null ? own : of(caller).value;
    }

    private static Half of(Instance caller) {
        return caller.threadAttachment(Half.class, Half::new);
    }
}
