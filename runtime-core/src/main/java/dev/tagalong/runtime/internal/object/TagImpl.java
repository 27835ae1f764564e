package dev.tagalong.runtime.internal.object;

import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.WasmException;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.internal.value.Carrier;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;

/** A tag: exceptions with it are told by its identity. */
public final class TagImpl implements Tag {

    /** How an exception's values are carried, as parameters. */
    public final CallShape shape;

    private final FunctionType type;

    /**
     * A new tag.
     *
     * @throws IllegalArgumentException if the type has results
     */
    public TagImpl(FunctionType type) {
        if (!type.results().isEmpty()) {
            throw new IllegalArgumentException("a tag's type has no results: " + type);
        }
        this.type = type;
        this.shape = CallShape.of(type);
    }

    @Override
    public FunctionType type() {
        return type;
    }

    @Override
    public ExternalType externalType() {
        return new ExternalType.Tag(type);
    }

    /**
     * An exception with this tag.
     *
     * @throws IllegalArgumentException if the values are not of its type
     */
    public WasmException exception(Object... arguments) {
        int count = shape.parameters.size();
        if (arguments.length != count) {
            throw new IllegalArgumentException("the tag has " + count + " values, got " + arguments.length);
        }
        ExceptionImpl exception = ExceptionImpl.of(this, shape);
        int slot = 0;
        for (int i = 0; i < count; i++) {
            Carrier carrier = shape.parameters.get(i);
            Values.check(type.parameters().get(i), carrier, arguments[i]);
            if (carrier.object) {
                exception.put(slot, arguments[i]);
            } else if (exception.numbers == null) {
                exception.put(slot, carrier.unbox(arguments[i]));
            } else {
                carrier.unbox(arguments[i], exception.numbers, slot);
            }
            slot += carrier.stackSlots;
        }
        return exception;
    }
}
