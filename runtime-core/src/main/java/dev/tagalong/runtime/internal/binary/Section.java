package dev.tagalong.runtime.internal.binary;

import dev.tagalong.runtime.internal.module.Fault;
import java.util.function.BiConsumer;

/** The sections but the custom one, in the order that a module has them in (specification, section 5.5.16). */
enum Section {
    TYPE(1, "type", TypeSectionReader::read),
    IMPORT(2, "import", ImportSectionReader::read),
    FUNCTION(3, "function", FunctionSectionReader::read),
    TABLE(4, "table", TableSectionReader::read),
    MEMORY(5, "memory", MemorySectionReader::read),
    TAG(13, "tag", TagSectionReader::read),
    GLOBAL(6, "global", GlobalSectionReader::read),
    EXPORT(7, "export", ExportSectionReader::read),
    START(8, "start", StartSectionReader::read),
    ELEMENT(9, "element", ElementSectionReader::read),
    DATA_COUNT(12, "data count", DataCountSectionReader::read),
    CODE(10, "code", CodeSectionReader::read),
    DATA(11, "data", DataSectionReader::read);

    /** The id of custom sections, which stand anywhere. */
    static final int CUSTOM_ID = 0;

    private static final Section[] BY_ID = new Section[14];

    static {
        for (Section section : values()) {
            BY_ID[section.id] = section;
        }
    }

    private final int id;
    private final String text;
    private final BiConsumer<ByteReader, ModuleBuilder> reader;

    Section(int id, String text, BiConsumer<ByteReader, ModuleBuilder> reader) {
        this.id = id;
        this.text = text;
        this.reader = reader;
    }

    /** The section of an id, or {@code null}. */
    static Section ofId(int id) {
        return id < BY_ID.length ? BY_ID[id] : null;
    }

    /** The name in messages. */
    String text() {
        return text;
    }

    /** Reads the section's contents. */
    void read(ByteReader contents, ModuleBuilder module) {
        reader.accept(contents, module);
        if (contents.hasNext()) {
            throw Fault.SECTION_SIZE.at(text, contents.position, contents.remaining() + " bytes too many");
        }
    }
}
