package dev.tagalong.dl.internal.handle;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import java.util.BitSet;

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
    private volatile BitSet exported;
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

    /**
     * Leads to {@code opened} from now on, or to nothing if it is {@code null}. Not to be called at the same time as
     * {@link HandleTable#release}, nor to lead anywhere after it.
     */
    public void lead(Instance opened) {
        instance = opened;
    }

    /**
     * Whether a function is exported by {@code opened}, an instance that this handle leads or led to: all of one handle are
     * of one module.
     */
    boolean exports(Instance opened, int functionIndex) {
        BitSet present = exported;
        if (present == null) {
            present = new BitSet();
            for (ExportType export : opened.module().exports()) {
                if (export.type() instanceof ExternalType.Func) {
                    present.set(opened.functionIndex(export.name()));
                }
            }
            exported = present;
        }
        return present.get(functionIndex);
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
        exported = null;
    }
}
