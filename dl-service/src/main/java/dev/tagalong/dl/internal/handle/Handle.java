package dev.tagalong.dl.internal.handle;

import dev.tagalong.runtime.Instance;

/**
 * One life of a handle id: from the moment it is given out until it is given back. Safe for any thread.
 *
 * <p>While it lives it leads to the instance that the id stands for, if there is one. Afterwards it only remembers, in
 * words, whose it was and why it ended: whoever keeps a handle keeps nothing else alive.
 */
public final class Handle {

    private final int id;
    private final String label;
    private volatile Instance instance;
    private volatile String end;

    Handle(int id, String label) {
        this.id = id;
        this.label = label;
    }

    /** The id, 1 to 65,535. */
    public int id() {
        return id;
    }

    /** Whose it is, for people: such as {@code library app.wasm 1.0.0 (bundle com.example)}. */
    public String label() {
        return label;
    }

    /** The instance that tagged indices of this id lead to, or {@code null} if it is not open now. */
    public Instance instance() {
        return instance;
    }

    /** Leads to {@code opened} from now on, or to nothing if it is {@code null}. */
    public void lead(Instance opened) {
        instance = opened;
        if (end != null) {
            instance = null;
        }
    }

    /** Whether the id was given back. */
    public boolean ended() {
        return end != null;
    }

    /** What became of an {@link #ended()} handle, such as {@code library app.wasm 1.0.0 (bundle x) was updated}. */
    public String epitaph() {
        return label + " " + end;
    }

    /** Puts a better reason to an end: an update, for one, shows itself first as a stop. */
    public void restate(String reason) {
        end = reason;
    }

    void end(String reason) {
        end = reason;
        instance = null;
    }
}
