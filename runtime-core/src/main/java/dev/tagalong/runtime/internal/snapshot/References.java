package dev.tagalong.runtime.internal.snapshot;

import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.I31;
import dev.tagalong.runtime.SnapshotException;
import dev.tagalong.runtime.StructObject;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * References as numbers. Null is -1; a function is the number of an instance and an index of its function index space, so a
 * host function is known by the import that it was bound to; an {@code i31} is below -1.
 */
final class References {

    /** The code of null. */
    static final long NULL = -1;

    private final List<InstanceImpl> instances;
    private final Map<FunctionImpl, Long> functions = new IdentityHashMap<>();

    References(List<InstanceImpl> instances) {
        this.instances = instances;
    }

    /**
     * The code of a reference.
     *
     * @throws SnapshotException if there is none
     */
    long code(Object reference) {
        if (reference == null) {
            return NULL;
        }
        if (reference instanceof I31 i31) {
            return Long.MIN_VALUE | i31.value() & 0xFFFF_FFFFL;
        }
        if (reference instanceof FunctionImpl function) {
            Long code = functions().get(function);
            if (code == null) {
                throw new SnapshotException("it has a reference to " + function
                        + ", which is neither a function of its own nor one that it imports");
            }
            return code;
        }
        throw new SnapshotException("it has a reference to " + kind(reference));
    }

    private static String kind(Object reference) {
        if (reference instanceof StructObject || reference instanceof ArrayObject) {
            return "a structure or an array";
        }
        return reference instanceof WasmException
                ? "an exception"
                : "an object of the host: " + reference.getClass().getName();
    }

    private Map<FunctionImpl, Long> functions() {
        if (functions.isEmpty()) {
            for (int i = 0; i < instances.size(); i++) {
                FunctionImpl[] all = instances.get(i).functions;
                for (int f = 0; f < all.length; f++) {
                    functions.putIfAbsent(all[f], (long) i << Integer.SIZE | f);
                }
            }
        }
        return functions;
    }

    /**
     * The reference of a code.
     *
     * @throws SnapshotException if it is the code of none
     */
    Object reference(long code) {
        if (code == NULL) {
            return null;
        }
        if (code < 0) {
            return I31.of((int) code);
        }
        int instance = (int) (code >>> Integer.SIZE);
        int function = (int) code;
        if (instance >= instances.size() || function < 0 || function >= instances.get(instance).functions.length) {
            throw new SnapshotException("the snapshot has a function that its module has not");
        }
        return instances.get(instance).functions[function];
    }
}
