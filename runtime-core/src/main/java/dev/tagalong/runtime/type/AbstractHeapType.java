package dev.tagalong.runtime.type;

/**
 * The heap types that no module defines (specification, section 2.3.3). There are four hierarchies, of {@link #ANY},
 * {@link #FUNC}, {@link #EXTERN} and {@link #EXN}; the least type of each has no object, only {@code null} is a reference of it.
 */
public enum AbstractHeapType implements HeapType {
    /** Any object of WebAssembly, or one of the embedder's that was made internal. */
    ANY("any", null),
    /** What {@code ref.eq} compares. */
    EQ("eq", ANY),
    /** A 31-bit integer without an identity. */
    I31("i31", EQ),
    /** Any structure. */
    STRUCT("struct", EQ),
    /** Any array. */
    ARRAY("array", EQ),
    /** Nothing of the hierarchy of {@link #ANY}. */
    NONE("none", null),
    /** Any function. */
    FUNC("func", null),
    /** No function. */
    NOFUNC("nofunc", FUNC),
    /** Any object of the embedder. */
    EXTERN("extern", null),
    /** No object of the embedder. */
    NOEXTERN("noextern", EXTERN),
    /** Any exception. */
    EXN("exn", null),
    /** No exception. */
    NOEXN("noexn", EXN);

    private final String text;
    private final AbstractHeapType supertype;

    AbstractHeapType(String text, AbstractHeapType supertype) {
        this.text = text;
        this.supertype = supertype;
    }

    @Override
    public boolean matches(HeapType expected) {
        if (this == NONE) {
            return top(expected) == ANY;
        }
        if (this == NOFUNC) {
            return top(expected) == FUNC;
        }
        for (AbstractHeapType type = this; type != null; type = type.supertype) {
            if (type == expected) {
                return true;
            }
        }
        return false;
    }

    /**
     * The greatest type of the hierarchy that a type is in.
     *
     * @throws IllegalArgumentException if it is a recursion index
     */
    public static AbstractHeapType top(HeapType type) {
        if (type instanceof AbstractHeapType given) {
            AbstractHeapType greatest = given == NONE ? ANY : given;
            while (greatest.supertype != null) {
                greatest = greatest.supertype;
            }
            return greatest;
        }
        if (type instanceof DefinedType defined) {
            return defined instanceof FunctionType ? FUNC : ANY;
        }
        throw new IllegalArgumentException(type + " stands for a type of a recursion group that is yet to be made");
    }

    /** The name in the text format. */
    @Override
    public String toString() {
        return text;
    }
}
