package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An exception: its tag, and its values as on a value stack. Most have one value, which has fields; more of them are in
 * arrays.
 */
public final class ExceptionImpl extends WasmException {

    @Serial
    private static final long serialVersionUID = 1;

    /** The tag. */
    public final transient Tag tag;

    /** How the values are carried, as parameters; {@code null} if it came from elsewhere, and has none any more. */
    private final transient CallShape shape;

    /** The message of one that came from elsewhere. */
    private String text;

    /** The one slot's raw bits. */
    public transient long number;

    /** The one slot's object. */
    public transient Object reference;

    /** The slots' raw bits, if there are several. */
    public final transient long[] numbers;

    /** The slots' objects, if there are several. */
    public final transient Object[] references;

    private ExceptionImpl(Tag tag, CallShape shape, long[] numbers, Object[] references) {
        this.tag = tag;
        this.shape = shape;
        this.numbers = numbers;
        this.references = references;
    }

    /** An exception whose values are yet to be put into it. */
    public static ExceptionImpl of(Tag tag, CallShape shape) {
        int slots = shape.parameterSlots;
        return slots <= 1
                ? new ExceptionImpl(tag, shape, null, null)
                : new ExceptionImpl(tag, shape, new long[slots], new Object[slots]);
    }

    /** An exception with what its tag says from a place of a value stack on. */
    public static ExceptionImpl of(Tag tag, CallShape shape, long[] stack, Object[] stackReferences, int from) {
        ExceptionImpl exception = of(tag, shape);
        int slots = shape.parameterSlots;
        if (slots == 1) {
            exception.number = stack[from];
            exception.reference = shape.parameters.get(0).object ? stackReferences[from] : null;
            return exception;
        }
        int slot = 0;
        for (Carrier carrier : shape.parameters) {
            for (int i = 0; i < carrier.stackSlots; i++, slot++) {
                exception.numbers[slot] = stack[from + slot];
                exception.references[slot] = carrier.object ? stackReferences[from + slot] : null;
            }
        }
        return exception;
    }

    /** Puts the values at a place of a value stack. */
    public void copyTo(long[] stack, Object[] stackReferences, int to) {
        int slots = shape.parameterSlots;
        if (slots == 1) {
            stack[to] = number;
            stackReferences[to] = reference;
        } else if (slots > 1) {
            System.arraycopy(numbers, 0, stack, to, slots);
            System.arraycopy(references, 0, stackReferences, to, slots);
        }
    }

    /** Puts a number into a slot. */
    public void put(int slot, long bits) {
        if (numbers == null) {
            number = bits;
        } else {
            numbers[slot] = bits;
        }
    }

    /** Puts an object into a slot. */
    public void put(int slot, Object value) {
        if (references == null) {
            reference = value;
        } else {
            references[slot] = value;
        }
    }

    @Override
    public Tag tag() {
        return tag;
    }

    @Override
    public List<Object> arguments() {
        List<Object> values = new ArrayList<>();
        if (shape == null) {
            return values;
        }
        int slot = 0;
        for (Carrier carrier : shape.parameters) {
            if (carrier.object) {
                values.add(references == null ? reference : references[slot]);
            } else {
                values.add(numbers == null ? carrier.box(number) : carrier.box(numbers, slot));
            }
            slot += carrier.stackSlots;
        }
        return Collections.unmodifiableList(values);
    }

    /** What objects say of themselves is not asked: they are anybody's. */
    @Override
    public String getMessage() {
        if (shape == null) {
            return text;
        }
        List<Object> shown = new ArrayList<>();
        for (Object value : arguments()) {
            boolean plain = value == null || value instanceof Number;
            shown.add(plain ? value : value.getClass().getName());
        }
        return "exception " + tag.type().parameters() + " with " + shown;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        text = getMessage();
        out.defaultWriteObject();
    }
}
