package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

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

    /** Of one that came from elsewhere its message; else what a module calls the tag, or {@code null}. One field, as many are made. */
    private String text;

    /**
     * Has the frames that it has left, if where it was thrown was noted; {@code null} otherwise. Nobody throws this trap: all that its
     * frames need is what those of an exception need.
     */
    public transient Trap trace;

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
        return of(tag, shape, false);
    }

    /** As the other; notes where it is thrown if asked to. It is one method, as HotSpot inlines none of an exception's class. */
    public static ExceptionImpl of(Tag tag, CallShape shape, boolean noted) {
        int slots = shape.parameterSlots;
        ExceptionImpl exception = slots <= 1
                ? new ExceptionImpl(tag, shape, null, null)
                : new ExceptionImpl(tag, shape, new long[slots], new Object[slots]);
        if (noted) {
            exception.note();
        }
        return exception;
    }

    /** Notes that it is thrown here. */
    public void note() {
        trace = new Trap(TrapKind.UNCAUGHT_EXCEPTION);
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

    @Override
    public List<Trap.Frame> backtrace() {
        return trace == null ? List.of() : trace.backtrace();
    }

    @Override
    public String describe() {
        String first = message(text);
        return backtrace().stream()
                .map(frame -> System.lineSeparator() + "    at " + frame)
                .collect(Collectors.joining("", first, ""));
    }

    /** What objects say of themselves is not asked: they are anybody's. */
    @Override
    public String getMessage() {
        return message(null);
    }

    /** What a module calls the tag, or {@code null} if that is not known; it is asked for where nobody has caught the exception. */
    public String name() {
        return shape == null ? null : text;
    }

    /** Tells what a module calls the tag. */
    public void name(String name) {
        text = name;
    }

    private String message(String name) {
        if (shape == null) {
            return text;
        }
        List<Object> shown = new ArrayList<>();
        for (Object value : arguments()) {
            boolean plain = value == null || value instanceof Number;
            shown.add(plain ? value : value.getClass().getName());
        }
        return "exception " + (name == null ? "" : name + " ") + tag.type().parameters() + " with " + shown;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
        String name = text;
        text = getMessage();
        out.defaultWriteObject();
        text = name;
    }
}
