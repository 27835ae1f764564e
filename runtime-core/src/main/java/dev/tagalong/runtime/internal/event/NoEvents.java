package dev.tagalong.runtime.internal.event;

/** Nobody is told. */
final class NoEvents implements Events {

    @Override
    public Object moduleLoad() {
        return null;
    }

    @Override
    public void moduleLoaded(Object begun, String module, int bytes, int functions, String error) {
        // Nobody records.
    }

    @Override
    public Object functionCompile() {
        return null;
    }

    @Override
    public void functionCompiled(
            Object begun, String module, int index, String function, int bytes, int codeBytes, boolean cached) {
        // Nobody records.
    }

    @Override
    public Object instantiate() {
        return null;
    }

    @Override
    public void instantiated(Object begun, String module, String instance, String tier, String error) {
        // Nobody records.
    }

    @Override
    public boolean recordsTraps() {
        return false;
    }

    @Override
    public void trapped(String module, String instance, String kind, String message, String backtrace) {
        // Nobody records.
    }

    @Override
    public void closed(String module, String instance, long calls, long traps) {
        // Nobody records.
    }
}
