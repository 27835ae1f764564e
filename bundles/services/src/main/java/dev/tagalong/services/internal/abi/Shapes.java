package dev.tagalong.services.internal.abi;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the shape of a Java type. For one thread. */
final class Shapes {

    /** Nested deeper, a type is not one that somebody has written by hand. */
    private static final int DEEPEST = 64;

    private final Set<Class<?>> open = new HashSet<>();
    private int depth;

    /**
     * The shape of a type.
     *
     * @throws AbiException if it has no counterpart
     */
    static Shape of(Type type) {
        return new Shapes().find(type, Map.of());
    }

    private Shape find(Type type, Map<TypeVariable<?>, Type> variables) {
        if (++depth > DEEPEST) {
            throw new AbiException("a type that is nested too deep");
        }
        try {
            if (type instanceof Class<?> plain) {
                return ofClass(plain, Map.of());
            }
            if (type instanceof TypeVariable<?> variable && variables.containsKey(variable)) {
                return find(variables.get(variable), Map.of());
            }
            if (type instanceof GenericArrayType array) {
                Shape element = find(array.getGenericComponentType(), variables);
                return new Elements(element, raw(array.getGenericComponentType(), variables));
            }
            if (type instanceof ParameterizedType generic) {
                return ofGeneric(generic, variables);
            }
            if (type instanceof WildcardType wildcard) {
                return find(wildcard.getUpperBounds()[0], variables);
            }
            throw none(type);
        } finally {
            depth--;
        }
    }

    private static Class<?> raw(Type type, Map<TypeVariable<?>, Type> variables) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(raw(array.getGenericComponentType(), variables), 0)
                    .getClass();
        }
        throw none(type);
    }

    private Shape ofGeneric(ParameterizedType generic, Map<TypeVariable<?>, Type> variables) {
        Class<?> raw = (Class<?>) generic.getRawType();
        List<Type> arguments = Arrays.stream(generic.getActualTypeArguments())
                .map(a -> a instanceof TypeVariable<?> v ? variables.getOrDefault(v, a) : a)
                .toList();
        if (raw == List.class || raw == Collection.class) {
            return new Elements(find(arguments.get(0), variables), null);
        }
        if (raw == Optional.class) {
            return new Option(find(arguments.get(0), variables));
        }
        if (raw.isRecord()) {
            TypeVariable<?>[] parameters = raw.getTypeParameters();
            return ofClass(
                    raw,
                    IntStream.range(0, parameters.length)
                            .boxed()
                            .collect(Collectors.toMap(i -> parameters[i], arguments::get)));
        }
        throw none(generic);
    }

    private Shape ofClass(Class<?> type, Map<TypeVariable<?>, Type> variables) {
        Scalar scalar = Scalar.of(type);
        if (scalar != null) {
            return scalar;
        }
        if (type == String.class || type == CharSequence.class) {
            return new Text();
        }
        if (type == ByteBuffer.class) {
            return Numbers.ofBuffers();
        }
        if (type.isArray()) {
            Class<?> component = type.getComponentType();
            return Numbers.fits(component) ? Numbers.of(type) : new Elements(find(component, variables), component);
        }
        if (type.isEnum()) {
            return new Enumeration(type.getEnumConstants());
        }
        if (!type.isRecord() && !(type.isSealed() && type.isInterface())) {
            throw none(type);
        }
        if (!open.add(type)) {
            throw new AbiException("type " + type.getName() + " contains itself");
        }
        Shape shape = type.isRecord() ? record(type, variables) : variant(type);
        open.remove(type);
        return shape;
    }

    private Shape record(Class<?> type, Map<TypeVariable<?>, Type> variables) {
        List<Shape> components = components(type, variables);
        if (components.isEmpty()) {
            throw new AbiException("record " + type.getName() + " has no components");
        }
        return new Composite(type, components);
    }

    private List<Shape> components(Class<?> type, Map<TypeVariable<?>, Type> variables) {
        List<Shape> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(find(component.getGenericType(), variables));
        }
        return components;
    }

    private Shape variant(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        List<Composite> cases = new ArrayList<>();
        for (Class<?> one : permitted) {
            if (!one.isRecord() || one.getTypeParameters().length > 0) {
                throw new AbiException(
                        "not all that " + type.getName() + " permits are records without type parameters");
            }
            cases.add(new Composite(one, components(one, Map.of())));
        }
        return new Variant(permitted, cases);
    }

    private static AbiException none(Type type) {
        return new AbiException("no counterpart of " + type.getTypeName());
    }

    /** An {@link Optional}. */
    private static final class Option extends Cases {

        Option(Shape some) {
            super(Arrays.asList(null, some));
        }

        @Override
        int index(Object value) {
            return ((Optional<?>) value).isPresent() ? 1 : 0;
        }

        @Override
        Object content(Object value) {
            return ((Optional<?>) value).orElse(null);
        }

        @Override
        Object make(int index, Object content) {
            return Optional.ofNullable(content);
        }
    }

    /** Constants of an enum. */
    private static final class Enumeration extends Cases {

        private final Object[] constants;

        Enumeration(Object[] constants) {
            super(Collections.nCopies(constants.length, null));
            this.constants = constants;
        }

        @Override
        int index(Object value) {
            return ((Enum<?>) value).ordinal();
        }

        @Override
        Object content(Object value) {
            return null;
        }

        @Override
        Object make(int index, Object content) {
            return constants[index];
        }
    }

    /** A sealed interface of records: a record is a case, its components are the case's value. */
    private static final class Variant extends Cases {

        private final Class<?>[] types;

        Variant(Class<?>[] types, List<Composite> cases) {
            super(List.copyOf(cases));
            this.types = types;
        }

        @Override
        int index(Object value) {
            return Arrays.asList(types).indexOf(value.getClass());
        }

        @Override
        Object content(Object value) {
            return value;
        }

        @Override
        Object make(int index, Object content) {
            return content;
        }
    }
}
