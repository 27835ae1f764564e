package dev.tagalong.runtime.type;

/**
 * A reference type (specification, section 2.3.4).
 *
 * @param nullable whether {@code null} is a value of the type
 * @param heapType what is referred to
 */
public record ReferenceType(boolean nullable, HeapType heapType) implements ValueType {

    /** {@code (ref null func)}. */
    public static final ReferenceType FUNCREF = new ReferenceType(true, HeapType.FUNC);

    /** {@code (ref null extern)}. */
    public static final ReferenceType EXTERNREF = new ReferenceType(true, HeapType.EXTERN);

    /** {@code (ref null exn)}. */
    public static final ReferenceType EXNREF = new ReferenceType(true, AbstractHeapType.EXN);

    /** {@code (ref null noexn)}, whose only value is {@code null}. */
    public static final ReferenceType NULLEXNREF = new ReferenceType(true, AbstractHeapType.NOEXN);

    /** One per abstract heap type, in order: the nullable ones, then the others. */
    private static final class OfAbstract {
        private static final ReferenceType[] NULLABLE = all(true);
        private static final ReferenceType[] OTHERS = all(false);

        private static ReferenceType[] all(boolean nullable) {
            AbstractHeapType[] heapTypes = AbstractHeapType.values();
            ReferenceType[] types = new ReferenceType[heapTypes.length];
            for (AbstractHeapType heapType : heapTypes) {
                types[heapType.ordinal()] = new ReferenceType(nullable, heapType);
            }
            if (nullable) {
                types[AbstractHeapType.FUNC.ordinal()] = FUNCREF;
                types[AbstractHeapType.EXTERN.ordinal()] = EXTERNREF;
                types[AbstractHeapType.EXN.ordinal()] = EXNREF;
                types[AbstractHeapType.NOEXN.ordinal()] = NULLEXNREF;
            }
            return types;
        }
    }

    /**
     * The type of references to a heap type. The same object is answered each time, unless it is of a {@link RecursionIndex},
     * so that most comparisons end where identity does.
     */
    public static ReferenceType of(boolean nullable, HeapType heapType) {
        if (heapType instanceof DefinedType defined) {
            return defined.reference(nullable);
        }
        if (heapType instanceof AbstractHeapType type) {
            return (nullable ? OfAbstract.NULLABLE : OfAbstract.OTHERS)[type.ordinal()];
        }
        return new ReferenceType(nullable, heapType);
    }

    /** This type without {@code null}. */
    public ReferenceType nonNull() {
        return nullable ? of(false, heapType) : this;
    }

    /** This type with {@code null}. */
    public ReferenceType orNull() {
        return nullable ? this : of(true, heapType);
    }

    @Override
    public ValueType unpacked() {
        return this;
    }

    @Override
    public boolean isReference() {
        return true;
    }

    @Override
    public boolean matches(ValueType expected) {
        return expected instanceof ReferenceType reference
                && (reference.nullable || !nullable)
                && heapType.matches(reference.heapType);
    }

    @Override
    public String toString() {
        if (heapType instanceof DefinedType defined) {
            // Types may refer to themselves.
            return (nullable ? "(ref null " : "(ref ") + "a " + defined.kind() + ")";
        }
        return nullable ? shortName() : "(ref " + heapType + ")";
    }

    private String shortName() {
        return heapType instanceof AbstractHeapType type
                ? switch (type) {
                    case NONE -> "nullref";
                    case NOFUNC -> "nullfuncref";
                    case NOEXTERN -> "nullexternref";
                    case NOEXN -> "nullexnref";
                    case ANY, EQ, I31, STRUCT, ARRAY, FUNC, EXTERN, EXN -> type + "ref";
                }
                : "(ref null " + heapType + ")";
    }
}
