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
