package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.type.ArrayType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StructType;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The classes of one recursion group's types. There is one loader for a group as long as anybody holds it, one of its classes, or
 * an object of these. So the classes go when the last module goes that uses them, and the last object.
 */
public final class TypeLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    /** By the first type of a group, which the loader holds, so that nobody but others may hold the loader. Guarded by itself. */
    private static final Map<DefinedType, WeakReference<TypeLoader>> LOADERS = new WeakHashMap<>();

    private final List<DefinedType> types;

    /** What the names of its classes begin with. */
    private final String prefix;

    private TypeLoader(List<DefinedType> types) {
        super("wasm types", TypeLoader.class.getClassLoader());
        this.types = types;
        this.prefix = ClassNames.prefix(types.get(0));
    }

    /** The loader of a type's group. */
    static TypeLoader of(DefinedType type) {
        List<DefinedType> group = type.recursionGroup();
        synchronized (LOADERS) {
            WeakReference<TypeLoader> known = LOADERS.get(group.get(0));
            TypeLoader loader = known == null ? null : known.get();
            if (loader == null) {
                loader = new TypeLoader(group);
                LOADERS.put(group.get(0), new WeakReference<>(loader));
            }
            return loader;
        }
    }

    /** The class of a structure's or array's type. */
    static Class<?> load(DefinedType type) {
        String name = ClassNames.of(type);
        try {
            return of(type).loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no class " + name + " for " + type, e);
        }
    }

    /** The type of the class that asks; generated code links its constant so. */
    public static DefinedType typeOf(MethodHandles.Lookup caller, String name, Class<?> constant) {
        Class<?> asked = caller.lookupClass();
        return ((TypeLoader) asked.getClassLoader()).types.get(ClassNames.index(asked.getName()));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(prefix)) {
            byte[] bytes = write(types.get(ClassNames.index(name)));
            return defineClass(name, bytes, 0, bytes.length);
        }
        for (DefinedType type : types) {
            if (isNamed(type.supertype(), name)) {
                return load(type.supertype());
            }
            if (type instanceof StructType struct) {
                for (int field = 0; field < struct.fields().size(); field++) {
                    if (ValueClass.declared(struct, field) instanceof ReferenceType reference
                            && reference.heapType() instanceof DefinedType referenced
                            && isNamed(referenced, name)) {
                        return load(referenced);
                    }
                }
            }
        }
        throw new ClassNotFoundException(name);
    }

    private boolean isNamed(DefinedType other, String name) {
        return other != null
                && !(other instanceof FunctionType)
                && other.recursionGroup() != types
                && ClassNames.of(other).equals(name);
    }

    private static byte[] write(DefinedType type) {
        return type instanceof StructType struct ? StructWriter.write(struct) : ArrayWriter.write((ArrayType) type);
    }
}
