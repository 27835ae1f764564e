package dev.tagalong.runtime.internal.binary;

/** Reads the start section (specification, section 5.5.11). */
final class StartSectionReader {

    private StartSectionReader() {}

    static void read(ByteReader in, ModuleBuilder module) {
        module.startOffset = in.position;
        module.startFunction = in.u32();
    }
}
