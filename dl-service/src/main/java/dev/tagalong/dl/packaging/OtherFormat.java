package dev.tagalong.dl.packaging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a file is that was taken for a module, told by its first bytes, in words that say what to do. */
final class OtherFormat {

    private static final int LOOKED_AT = 64;
    private static final String MAGIC = "\0asm";

    private record Sign(String begin, String meaning) {}

    private static final List<Sign> BINARY = List.of(
            new Sign("\u001f\u008b", "it is compressed with gzip: unpack it"),
            new Sign("BZh", "it is compressed with bzip2: unpack it"),
            new Sign("(\u00b5/\u00fd", "it is compressed with zstd: unpack it"),
            new Sign("\u00fd7zXZ", "it is compressed with xz: unpack it"),
            new Sign(
                    "PK\u0003\u0004",
                    "it is a zip or jar file: unpack it, or give it the ending .jar if it is a bundle"),
            new Sign("!<arch>", "it is a static library of object files: link it with wasm-ld"),
            new Sign("BC\u00c0\u00de", "it is LLVM bitcode: compile and link it"),
            new Sign("\u007fELF", "it is a program or library for a processor: compile it for WebAssembly"));

    private static final List<Sign> TEXT = List.of(
            new Sign("(module", "it is in the text format: make a binary of it with wat2wasm"),
            new Sign("(component", "it is a component in the text format, and only core modules are run"),
            new Sign("(;", "it is in the text format: make a binary of it with wat2wasm"),
            new Sign(";;", "it is in the text format: make a binary of it with wat2wasm"),
            new Sign("<!doctype", "it is an HTML page, perhaps one that tells of an error: download the file again"),
            new Sign("<html", "it is an HTML page, perhaps one that tells of an error: download the file again"),
            new Sign("version https://git-lfs", "it is a pointer of Git LFS: fetch the file itself with git lfs pull"));

    private static final String COMPONENT =
            "it is a component, and only core modules are run: build it for wasm32-wasip1, or"
                    + " take the core module out of it with wasm-tools component unbundle";

    /** Where a component's number of the layer stands, and what it is. */
    private static final int LAYER = 6;

    private static final String COMPONENT_LAYER = "\1\0";

    private OtherFormat() {}

    /** What the bytes are, or {@code null} if they could be a module or are nothing that is known here. */
    static String of(byte[] bytes) {
        if (bytes.length == 0) {
            return "the file is empty";
        }
        String begin = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        String known = meaning(BINARY, begin);
        if (known == null && begin.startsWith(MAGIC)) {
            return begin.startsWith(COMPONENT_LAYER, LAYER) ? COMPONENT : null;
        }
        if (known != null) {
            return known;
        }
        String text = begin.startsWith("\u00ef\u00bb\u00bf") ? begin.substring(3) : begin;
        return meaning(TEXT, text.stripLeading().toLowerCase(Locale.ROOT));
    }

    private static String meaning(List<Sign> signs, String begin) {
        return signs.stream()
                .filter(s -> begin.startsWith(s.begin()))
                .map(Sign::meaning)
                .findFirst()
                .orElse(null);
    }
}
