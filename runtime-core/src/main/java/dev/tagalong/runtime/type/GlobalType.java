package dev.tagalong.runtime.type;

/**
 * A global's type (specification, section 2.3.14).
 *
 * @param valueType what it holds
 * @param mutable whether it may be set
 */
public record GlobalType(ValueType valueType, boolean mutable) {
    @Override
    public String toString() {
        return mutable ? "(mut " + valueType + ")" : valueType.toString();
    }
}
