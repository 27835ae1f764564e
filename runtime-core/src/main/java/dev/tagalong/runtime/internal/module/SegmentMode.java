package dev.tagalong.runtime.internal.module;

/** When a segment is copied (specification, sections 2.5.7 and 2.5.8). */
public enum SegmentMode {
    /** At instantiation. */
    ACTIVE,
    /** By an instruction. */
    PASSIVE,
    /** Never: it only declares references. */
    DECLARATIVE
}
