package dev.tagalong.wasi.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Strings as C has them: UTF-8 with a zero byte at the end. Immutable. */
final class StringList {

    private final List<byte[]> strings;
    private final long byteSize;

    private StringList(List<byte[]> strings) {
        this.strings = strings;
        this.byteSize = strings.stream().mapToLong(s -> s.length).sum();
    }

    /**
     * An argument list.
     *
     * @throws IllegalArgumentException if an argument holds a zero byte
     */
    static StringList ofArguments(List<String> arguments) {
        List<byte[]> strings = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            strings.add(terminated(arguments.get(i), "argument " + i));
        }
        return new StringList(strings);
    }

    /**
     * An environment, ordered by name.
     *
     * @throws IllegalArgumentException if a name or value holds a zero byte
     */
    static StringList ofVariables(Map<String, String> variables) {
        List<byte[]> strings = new ArrayList<>();
        new TreeMap<>(variables)
                .forEach((name, value) ->
                        strings.add(terminated(name + "=" + value, "the environment variable " + name)));
        return new StringList(strings);
    }

    private static byte[] terminated(String text, String what) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " holds a zero byte");
        }
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
