package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.internal.object.FunctionObject;
import dev.tagalong.runtime.internal.text.FunctionNames;
import dev.tagalong.runtime.text.PlainText;
import java.lang.invoke.MethodHandle;

/** A function object: code, canonical type, owning instance. */
public final class FunctionImpl extends FunctionObject {

    /** The instance that the code runs in; {@code null} for a host function. */
    public final InstanceImpl owner;

    /** What it does. */
    public final Code code;

    /** The index in the owner's function index space; -1 for a host function. */
    public final int index;

    private final JavaEntry entry;
    private final String hostName;
    private volatile MethodHandle handle;

    FunctionImpl(InstanceImpl owner, int index, Code code) {
        super(code.type);
        this.owner = owner;
        this.code = code;
        this.index = index;
        this.entry = owner.entry;
        this.hostName = null;
    }

    /** A host function. */
    public FunctionImpl(String hostName, Code code, JavaEntry entry) {
        super(code.type);
        this.owner = null;
        this.code = code;
        this.index = -1;
        this.entry = entry;
        this.hostName = hostName;
    }

    @Override
    public Instance owner() {
        return owner;
    }

    @Override
    public String name() {
        return owner == null ? hostName : FunctionNames.of(owner.module.wasm(), index);
    }

    @Override
    public boolean live() {
        return owner == null || !owner.closed;
    }

    @Override
    public MethodHandle handle() {
        MethodHandle present = handle;
        if (present == null) {
            present = entry.handle(this);
            handle = present;
        }
        return present;
    }

    @Override
    public Object call(Object... arguments) {
        return entry.call(this, arguments);
    }

    @Override
    public String toString() {
        return PlainText.of((owner == null ? "host" : owner.name()) + "!" + name()) + " " + type;
    }
}
