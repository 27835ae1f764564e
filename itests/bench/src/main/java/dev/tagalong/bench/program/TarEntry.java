package dev.tagalong.bench.program;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads one file of a tar archive (POSIX ustar): headers of 512 bytes, contents padded to 512. */
final class TarEntry {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 11;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_LENGTH = 155;
    /** Far more than any module here. */
    private static final long LIMIT = 64L << 20;

    private TarEntry() {}

    /**
     * The contents of the entry of that name.
     *
     * @throws IOException if there is none or the archive is damaged
     */
    static byte[] read(InputStream archive, String name) throws IOException {
        while (true) {
            byte[] header = archive.readNBytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                throw new EOFException("no " + name + " in the archive");
            }
            long size = size(header);
            String prefix = text(header, PREFIX_AT, PREFIX_LENGTH);
            String entry = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, NAME_LENGTH);
            if (entry.equals(name)) {
                byte[] contents = archive.readNBytes((int) size);
                if (contents.length < size) {
                    throw new EOFException(name + " is cut off");
                }
                return contents;
            }
            archive.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        }
    }

    private static long size(byte[] header) throws IOException {
        String octal = text(header, SIZE_AT, SIZE_LENGTH).strip();
        try {
            long size = octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
            if (size >= 0 && size <= LIMIT) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new IOException("bad size in the archive: '" + octal + "'", e);
        }
        throw new IOException("bad size in the archive: '" + octal + "'");
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.US_ASCII);
    }
}
