package dev.tagalong.runtime;

import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ImportType;
import java.util.List;
import java.util.Map;

/**
 * A decoded and validated module (specification, section 2.5): immutable, shared by any number of instances and
 * threads.
 */
public interface Module {

    /** The name it was loaded under; used in messages and backtraces. */
    String name();

    /** The size of the binary in bytes. */
    int byteSize();

    /** SHA-256 of the binary, in hexadecimal. */
    String digest();

    /** How many functions it defines: those that it imports are not counted. */
    int functionCount();

    /** How many of its functions have been compiled, for whichever of its instances: 0 to {@link #functionCount}. */
    int compiledFunctions();

    /** The imports, in order. */
    List<ImportType> imports();

    /** The exports, in order. */
    List<ExportType> exports();

    /**
     * The parts of the standard that it uses beyond its first version, by the names that {@link Engine#features} has, each with
     * the place where it first does, for people. The first call reads the whole binary.
     */
    Map<String, String> features();

    /**
     * The index, in the function index space, of a function: an export's name, else one from the {@code name} section.
     *
     * @return -1 if there is none of that name
     */
    int functionIndex(String name);

    /**
     * A function for people: its type and name, its locals, then an instruction a line, with its offset in the binary and its
     * immediates as the text format writes them (specification, chapter 6). Of an imported function there is one line.
     *
     * @param functionIndex in the function index space, imports first
     * @throws IllegalArgumentException if there is none
     */
    List<String> disassemble(int functionIndex);

    /** The custom sections, in order. */
    List<CustomSection> customSections();

    /**
     * A custom section (specification, section 5.5.3).
     *
     * @param name its name
     * @param offset the offset in bytes of its contents from the start of the binary
     * @param contents its contents after the name; a fresh copy each call would be waste, so do not write to it
     */
    record CustomSection(String name, int offset, byte[] contents) {}
}
