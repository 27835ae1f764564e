package dev.tagalong.services.internal.abi;

import dev.tagalong.runtime.type.ValueType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A record. */
final class Composite implements Shape {

    private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);
    private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);

    private final Class<?> type;
    private final Layout layout;
    private final List<ValueType> flat;
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;

    /**
     * Of a type of records, the shapes of whose components are these.
     *
     * @throws AbiException if the type may not be used from here
     */
    Composite(Class<?> type, List<Shape> components) {
        this.type = type;
        this.layout = new Layout(components);
        this.flat = layout.flat();
        RecordComponent[] declared = type.getRecordComponents();
        try {
            Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            Class<?>[] types =
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(CONSTRUCTOR);
            List<MethodHandle> handles = new ArrayList<>();
            for (RecordComponent component : declared) {
                handles.add(lookup.unreflect(component.getAccessor()).asType(ACCESSOR));
            }
            accessors = handles.toArray(MethodHandle[]::new);
        } catch (ReflectiveOperationException e) {
            throw new AbiException("records of " + type.getName() + " cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public int size() {
        return layout.size();
    }

    @Override
    public int alignment() {
        return layout.alignment();
    }

    @Override
    public List<ValueType> flat() {
        return flat;
    }

    @Override
    public boolean allocates() {
        return layout.allocates();
    }

    @Override
    public void store(Guest guest, int address, Object value) {
        for (int i = 0; i < accessors.length; i++) {
            try {
                layout.field(i).store(guest, address + layout.offset(i), get(i, value));
            } catch (AbiException e) {
                throw within(i, e);
            }
        }
    }

    @Override
    public Object load(Guest guest, int address) {
        Object[] values = new Object[accessors.length];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = layout.field(i).load(guest, address + layout.offset(i));
            } catch (AbiException e) {
                throw within(i, e);
            }
        }
        return make(values);
    }

    @Override
    public void lower(Guest guest, Object value, Flat to) {
        for (int i = 0; i < accessors.length; i++) {
            try {
                layout.field(i).lower(guest, get(i, value), to);
            } catch (AbiException e) {
                throw within(i, e);
            }
        }
    }

    @Override
    public Object lift(Guest guest, Flat from) {
        Object[] values = new Object[accessors.length];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = layout.field(i).lift(guest, from);
            } catch (AbiException e) {
                throw within(i, e);
            }
        }
        return make(values);
    }

    private AbiException within(int index, AbiException e) {
        return new AbiException(
                type.getSimpleName() + "." + type.getRecordComponents()[index].getName() + ": " + e.getMessage(), e);
    }

    private Object get(int index, Object value) {
        if (value == null) {
            throw new AbiException("null");
        }
        try {
            return accessors[index].invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AbiException("its accessor throws " + e, e);
        }
    }

    private Object make(Object[] values) {
        try {
            return constructor.invokeExact(values);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AbiException("the constructor of " + type.getSimpleName() + " does not take it: " + e, e);
        }
    }
}
