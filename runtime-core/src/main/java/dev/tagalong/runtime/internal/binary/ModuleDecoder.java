package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.WasmModule;

/**
 * Decodes a binary (specification, section 5.5.16): sections in their order, custom sections anywhere. The instructions of
 * function bodies are only bounded here; they are read when the bodies are validated.
 */
public final class ModuleDecoder {

    private static final int MAGIC = 0x6D73_6100;
    private static final int VERSION = 1;
    private static final String WHOLE = "module";

    private final ByteReader in;
    private final ModuleBuilder module;
    private Section last;

    private ModuleDecoder(String name, byte[] binary) {
        this.in = new ByteReader(binary, 0, binary.length, WHOLE);
        this.module = new ModuleBuilder(name, binary);
    }

    /**
     * Decodes a binary, which is kept.
     *
     * @throws dev.tagalong.runtime.ModuleException if it is malformed, uses what the engine does not offer, or names a type
     *     or has a size range that is not valid
     */
    public static WasmModule decode(String name, byte[] binary) {
        return new ModuleDecoder(name, binary).run();
    }

    private WasmModule run() {
        header();
        while (in.hasNext()) {
            section();
        }
        return module.build();
    }

    private void header() {
        if (in.remaining() < 4) {
            throw Fault.UNEXPECTED_END.at(WHOLE, in.limit);
        }
        if (in.fixed32() != MAGIC) {
            throw Fault.MAGIC.at(WHOLE, 0);
        }
        int at = in.position;
        int version = in.fixed32();
        if (version != VERSION) {
            boolean component = (version & 0xFFFF_0000) == 0x0001_0000;
            String found = component ? "a component, not a core module" : "0x" + Integer.toHexString(version);
            throw Fault.VERSION.at(WHOLE, at, found);
        }
    }

    private void section() {
        int at = in.position;
        int id = in.u8();
        Section section = Section.ofId(id);
        if (section == null && id != Section.CUSTOM_ID) {
            throw Fault.SECTION_ID.at(WHOLE, at, Integer.toString(id));
        }
        String text = section == null ? CustomSectionReader.TEXT : section.text();
        ByteReader contents = contents(text);
        if (section == null) {
            CustomSectionReader.read(contents, module);
            return;
        }
        if (last != null && section.compareTo(last) <= 0) {
            throw Fault.SECTION_ORDER.at(WHOLE, at, text + " section after " + last.text() + " section");
        }
        last = section;
        section.read(contents, module);
    }

    private ByteReader contents(String section) {
        int at = in.position;
        int length = in.u32();
        if (length < 0 || length > in.remaining()) {
            String found = Integer.toUnsignedString(length) + " bytes where " + in.remaining() + " are left";
            throw Fault.LENGTH.at(section, at, found);
        }
        return in.slice(length, section);
    }
}
