package dev.tagalong.runtime.internal.compile.vector;

/** The types of lanes of the Vector API. */
enum LaneType {
    BYTE("Byte", "Bytes", "B", 8),
    SHORT("Short", "Shorts", "S", 16),
    INT("Int", "Ints", "I", 32),
    LONG("Long", "Longs", "J", 64),
    FLOAT("Float", "Floats", "F", 32),
    DOUBLE("Double", "Doubles", "D", 64);

    /** The package of the Vector API, as internal names have it. */
    static final String PACKAGE = "jdk/incubator/vector/";

    /** The internal name of the class of vectors. */
    final String vector;

    /** Its descriptor. */
    final String descriptor;

    /** The descriptor of one lane. */
    final String element;

    /** The method that a vector of other lanes becomes one of these by. */
    final String reinterpret;

    /** How many bits a lane has. */
    final int bits;

    LaneType(String name, String plural, String element, int bits) {
        this.vector = PACKAGE + name + "Vector";
        this.descriptor = "L" + vector + ";";
        this.element = element;
        this.reinterpret = "reinterpretAs" + plural;
        this.bits = bits;
    }

    /** How many JVM slots a lane takes. */
    int slots() {
        return this == LONG || this == DOUBLE ? 2 : 1;
    }
}
