package dev.tagalong.wasi.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Strings as C has them: UTF-8 with a zero byte at the end. Immutable. */
final class StringList {

    private final List<byte[]> strings;
    private final long byteSize;

    private StringList(List<byte[]> strings) {
        this.strings = strings;
        this.byteSize = strings.stream().mapToLong(s -> s.length).sum();
    }

    /** An argument list. */
    static StringList ofArguments(List<String> arguments) {
        return new StringList(arguments.stream().map(StringList::terminated).toList());
    }

    /** An environment, in its order. */
    static StringList ofVariables(Map<String, String> variables) {
        return new StringList(variables.entrySet().stream()
                .map(v -> terminated(v.getKey() + "=" + v.getValue()))
                .toList());
    }

    private static byte[] terminated(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the number of strings and of their bytes. */
    void writeSizes(GuestMemory memory, int countPointer, int bytesPointer) {
        memory.require(countPointer, 4);
        memory.require(bytesPointer, 4);
        if (byteSize > Integer.MAX_VALUE) {
            throw new ErrnoException(Errno.E2BIG);
        }
        memory.writeInt(countPointer, strings.size());
        memory.writeInt(bytesPointer, (int) byteSize);
    }

    /** Writes the strings one after the other, and an array of pointers to them. */
    void write(GuestMemory memory, int pointersPointer, int bytesPointer) {
        memory.require(pointersPointer, 4L * strings.size());
        memory.require(bytesPointer, byteSize);
        int pointer = pointersPointer;
        int bytes = bytesPointer;
        for (byte[] string : strings) {
            memory.writeInt(pointer, bytes);
            memory.write(bytes, string);
            pointer += 4;
            bytes += string.length;
        }
    }
}
