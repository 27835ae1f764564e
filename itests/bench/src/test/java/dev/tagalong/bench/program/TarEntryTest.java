package dev.tagalong.bench.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TarEntryTest {

    private static final int BLOCK = 512;

    private static byte[] archive(Object... namesAndContents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            byte[] contents = (byte[]) namesAndContents[i + 1];
            out.writeBytes(header((String) namesAndContents[i], String.format("%011o", contents.length)));
            out.writeBytes(Arrays.copyOf(contents, (contents.length + BLOCK - 1) / BLOCK * BLOCK));
        }
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    private static byte[] header(String name, String size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 124, size);
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] read(byte[] archive, String name) throws IOException {
        return TarEntry.read(new ByteArrayInputStream(archive), name);
    }

    @Test
    void findsAnEntryBehindOthers() throws IOException {
        byte[] big = new byte[1000];
        Arrays.fill(big, (byte) 7);
        byte[] archive = archive("a/empty", new byte[0], "a/big", big, "a/wanted", new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, read(archive, "a/wanted"));
        assertArrayEquals(big, read(archive, "a/big"));
        assertArrayEquals(new byte[0], read(archive, "a/empty"));
    }

    @Test
    void joinsAPrefix() throws IOException {
        byte[] archive = archive("name", new byte[] {9});
        put(archive, 345, "long/folder");
        assertArrayEquals(new byte[] {9}, read(archive, "long/folder/name"));
    }

    @Test
    void saysWhatIsMissingOrCutOff() {
        byte[] archive = archive("a", new byte[600]);
        assertEquals(
                "no b in the archive",
                assertThrows(EOFException.class, () -> read(archive, "b")).getMessage());
        byte[] cut = Arrays.copyOf(archive, BLOCK + 300);
        assertEquals(
                "a is cut off",
                assertThrows(EOFException.class, () -> read(cut, "a")).getMessage());
        assertThrows(EOFException.class, () -> read(new byte[100], "a"));
    }

    @Test
    void aSizeThatIsNoneIsRefused() {
        for (String size : new String[] {"77777777777", "00000abc000", "-1"}) {
            IOException refused = assertThrows(IOException.class, () -> read(header("a", size), "a"));
            assertTrue(refused.getMessage().contains(size), refused.getMessage());
        }
    }
}
