package dev.tagalong.runtime.internal.compile.vector;

/** Operators of the Vector API that take two operands in each lane. */
enum Operator {
    SUB("Binary"),
    AND("Associative"),
    AND_NOT("Binary"),
    OR("Associative"),
    XOR("Associative"),
    LSHL("Binary"),
    ASHR("Binary"),
    LSHR("Binary"),
    ROL("Binary"),
    ROR("Binary"),
    SADD("Binary"),
    SUADD("Binary"),
    SSUB("Binary"),
    SUSUB("Binary"),
    UMIN("Associative"),
    UMAX("Associative");

    /** The type of the parameter that takes any of them. */
    static final String BINARY_TYPE = "L" + LaneType.PACKAGE + "VectorOperators$Binary;";

    /** The simple name of the field's type. */
    final String kind;

    Operator(String kind) {
        this.kind = kind;
    }
}
