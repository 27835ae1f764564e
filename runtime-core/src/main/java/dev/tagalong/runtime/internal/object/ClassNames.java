package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.type.AbstractHeapType;
import dev.tagalong.runtime.type.CompositeType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FieldType;
import dev.tagalong.runtime.type.HeapType;
import dev.tagalong.runtime.type.NumberType;
import dev.tagalong.runtime.type.PackedType;
import dev.tagalong.runtime.type.RecursionIndex;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.StorageType;
import dev.tagalong.runtime.type.SubType;
import dev.tagalong.runtime.type.VectorType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The names of the classes of types. A name tells a type by its structure, so it is the same in each run of the JVM: compiled code
 * that is kept on disk has such names. It is a digest of the recursion group, and the place in it.
 */
public final class ClassNames {

    /** Of what all names begin with. */
    public static final String PREFIX = "dev.tagalong.runtime.wasm.T";

    private static final char BEFORE_INDEX = 'i';
    private static final int DIGEST_BYTES = 16;

    /** By the first type of a group. A digest does not hold the types. */
    private static final Map<DefinedType, String> DIGESTS = Collections.synchronizedMap(new WeakHashMap<>());

    private final StringBuilder text = new StringBuilder();

    private ClassNames() {}

    /** The name of a type's class. */
    public static String of(DefinedType type) {
        return prefix(type) + type.recursionIndex();
    }

    /** The internal name of a type's class. */
    public static String internal(DefinedType type) {
        return of(type).replace('.', '/');
    }

    /** What the names of the classes of a type's group begin with. */
    static String prefix(DefinedType type) {
        return PREFIX + digest(type) + BEFORE_INDEX;
    }

    /** The place in its group of the type whose class has a name that is {@link #of one}. */
    static int index(String name) {
        return Integer.parseInt(name.substring(name.indexOf(BEFORE_INDEX, PREFIX.length()) + 1));
    }

    private static DefinedType first(DefinedType type) {
        return type.recursionGroup().get(0);
    }

    /** The digest of a type's group. Groups refer to others, which are digested first; no recursion, as that may go far. */
    static String digest(DefinedType type) {
        String known = DIGESTS.get(first(type));
        if (known != null) {
            return known;
        }
        Deque<DefinedType> open = new ArrayDeque<>();
        open.push(first(type));
        while (!open.isEmpty()) {
            DefinedType group = open.peek();
            List<DefinedType> missing = DIGESTS.containsKey(group) ? List.of() : missing(group);
            if (missing.isEmpty()) {
                DIGESTS.computeIfAbsent(group, g -> sha256(new ClassNames().write(g)));
                open.pop();
            } else {
                missing.forEach(open::push);
            }
        }
        return DIGESTS.get(first(type));
    }

    /** The groups that a group refers to and that have no digest. */
    private static List<DefinedType> missing(DefinedType group) {
        List<DefinedType> missing = new ArrayList<>();
        for (DefinedType member : group.recursionGroup()) {
            SubType definition = member.definition();
            note(definition.supertype(), missing);
            types(definition.composite()).forEach(t -> {
                if (t instanceof ReferenceType reference) {
                    note(reference.heapType(), missing);
                }
            });
        }
        return missing;
    }

    private static void note(HeapType type, List<DefinedType> missing) {
        if (type instanceof DefinedType defined && !DIGESTS.containsKey(first(defined))) {
            missing.add(first(defined));
        }
    }

    private static List<StorageType> types(CompositeType composite) {
        List<StorageType> types = new ArrayList<>();
        if (composite instanceof CompositeType.Func function) {
            types.addAll(function.parameters());
            types.addAll(function.results());
        } else if (composite instanceof CompositeType.Struct struct) {
            struct.fields().forEach(f -> types.add(f.storage()));
        } else {
            types.add(((CompositeType.Array) composite).element().storage());
        }
        return types;
    }

    private String write(DefinedType group) {
        for (DefinedType member : group.recursionGroup()) {
            SubType definition = member.definition();
            text.append(definition.isFinal() ? 'f' : 'o');
            if (definition.supertype() != null) {
                write(definition.supertype());
            }
            write(definition.composite());
        }
        return text.toString();
    }

    private void write(CompositeType composite) {
        if (composite instanceof CompositeType.Func function) {
            text.append("F(");
            function.parameters().forEach(this::write);
            text.append(':');
            function.results().forEach(this::write);
        } else if (composite instanceof CompositeType.Struct struct) {
            text.append("S(");
            struct.fields().forEach(this::write);
        } else {
            text.append("A(");
            write(((CompositeType.Array) composite).element());
        }
        text.append(')');
    }

    private void write(FieldType field) {
        text.append(field.mutable() ? 'm' : 'c');
        write(field.storage());
    }

    private void write(StorageType type) {
        if (type instanceof ReferenceType reference) {
            text.append(reference.nullable() ? 'n' : 'r');
            write(reference.heapType());
        } else if (type instanceof NumberType || type instanceof VectorType || type instanceof PackedType) {
            text.append(type).append(',');
        } else {
            throw new IllegalStateException("no name for " + type);
        }
    }

    private void write(HeapType type) {
        if (type instanceof AbstractHeapType kind) {
            text.append(kind);
        } else if (type instanceof RecursionIndex recursive) {
            text.append(recursive.index());
        } else {
            DefinedType defined = (DefinedType) type;
            text.append('#')
                    .append(DIGESTS.get(first(defined)))
                    .append(BEFORE_INDEX)
                    .append(defined.recursionIndex());
        }
        text.append(',');
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
