package dev.tagalong.runtime.type;

/** What a reference refers to (specification, section 2.3.3). */
public enum HeapType {
    /** Any function. */
    FUNC("func"),
    /** Any object of the embedder. */
    EXTERN("extern");

    private final String text;

    HeapType(String text) {
        this.text = text;
    }

    /** The name in the text format. */
    @Override
    public String toString() {
        return text;
    }
}
