package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StorageType;
import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Whether Java values are of a value type: the one place that looks, whatever way a value comes in. */
public final class Values {

    private static final MethodHandle CHECK;

    static {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            CHECK = lookup.findStatic(
                    Values.class, "check", MethodType.methodType(Object.class, ValueType.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Values() {}

    /**
     * The value, if it is one of the type: a boxed number, a vector, or a reference. Of function references, only the engine's own
     * function objects are.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static Object check(ValueType type, Object value) {
        return check(type, Carrier.of(type), value);
    }

    /** As the other, where the carrier is at hand: of a packed type that of what it is read as. */
    public static Object check(StorageType type, Carrier carrier, Object value) {
        boolean fits = carrier.object ? References.fits((ReferenceType) type, value) : carrier.boxes(value);
        if (!fits) {
            throw mismatch(type, value);
        }
        return value;
    }

    /** The handle with a check of an argument that comes by its carrier's Java type, unless all that can come fit. */
    public static MethodHandle checkArgument(MethodHandle handle, int position, ValueType type) {
        return admitsAll(type)
                ? handle
                : MethodHandles.filterArguments(
                        handle, position, check(type, handle.type().parameterType(position)));
    }

    /** The handle with a check of its result, as {@link #checkArgument}. */
    public static MethodHandle checkResult(MethodHandle handle, ValueType type) {
        return admitsAll(type)
                ? handle
                : MethodHandles.filterReturnValue(
                        handle, check(type, handle.type().returnType()));
    }

    private static MethodHandle check(ValueType type, Class<?> carried) {
        return CHECK.bindTo(type).asType(MethodType.methodType(carried, carried));
    }

    private static boolean admitsAll(ValueType type) {
        return type instanceof NumberType || type.equals(ReferenceType.EXTERNREF);
    }

    private static IllegalArgumentException mismatch(StorageType type, Object value) {
        String given = value == null ? "null" : value.getClass().getName();
        String hint =
                value instanceof Function && !(value instanceof FunctionObject) ? " (not made by the engine)" : "";
        return new IllegalArgumentException("expected a value of type " + type + ", got " + given + hint);
    }
}
