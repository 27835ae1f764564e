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

    @Override
    public boolean isReference() {
        return true;
    }

    @Override
    public boolean matches(ValueType expected) {
        return equals(expected);
    }

    @Override
    public String toString() {
        return nullable ? heapType + "ref" : "(ref " + heapType + ")";
    }
}
