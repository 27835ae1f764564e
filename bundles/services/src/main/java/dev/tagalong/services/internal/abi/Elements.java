package dev.tagalong.services.internal.abi;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;

/** A list, or an array of what is not copied as a whole. Lists that come from a module cannot be changed. */
final class Elements extends Sequence {

    private final Shape element;
    private final Class<?> component;

    /** Of lists, or of arrays of a component type. */
    Elements(Shape element, Class<?> component) {
        this.element = element;
        this.component = component;
    }

    @Override
    long give(Guest guest, Object value) {
        if (value == null) {
            throw new AbiException("null");
        }
        Object[] array = value instanceof Collection<?> collection ? collection.toArray() : null;
        int length = array == null ? Array.getLength(value) : array.length;
        int address = guest.allocate((long) length * element.size(), element.alignment());
        for (int i = 0; i < length; i++) {
            try {
                element.store(guest, address + i * element.size(), array == null ? Array.get(value, i) : array[i]);
            } catch (AbiException e) {
                throw new AbiException("element " + i + ": " + e.getMessage(), e);
            }
        }
        return pair(address, length);
    }

    @Override
    Object take(Guest guest, int address, int length) {
        bytes(guest, address, length, element.size(), element.alignment());
        Object array = Array.newInstance(component == null ? Object.class : component, length);
        for (int i = 0; i < length; i++) {
            Array.set(array, i, element.load(guest, address + i * element.size()));
        }
        return component == null ? List.of((Object[]) array) : array;
    }
}
