package dev.tagalong.dl.packaging;

import dev.tagalong.dl.DlException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * How many bytes of one module are read: what is configured, and no more than a quarter of the heap, as the module is decoded
 * while its bytes are held and others want to live beside it. Immutable.
 *
 * @param bytes the most bytes, at least 1
 * @param reason which of the two it is, for messages
 */
public record ModuleBound(int bytes, String reason) {

    /** The property of the configuration {@code dev.tagalong.dl} with the bound in megabytes. */
    public static final String PROPERTY = "module.mb";

    /** The most megabytes that can be configured: what one array holds. */
    public static final int MOST_MEGABYTES = 2_047;

    private static final int MEGABYTE = 20;
    private static final int HEAP_SHARE = 4;
    private static final int FIRST_BYTES = 1 << 16;

    /**
     * The bound of the linker's configuration, in this JVM.
     *
     * @param megabytes what is configured, 1 to {@link #MOST_MEGABYTES}
     * @throws IllegalArgumentException if it is out of range
     */
    public static ModuleBound of(int megabytes) {
        return of(PROPERTY + " of dev.tagalong.dl", megabytes);
    }

    /**
     * The bound of another configuration, in this JVM.
     *
     * @param property the property and whose it is, for messages
     * @param megabytes what is configured, 1 to {@link #MOST_MEGABYTES}
     * @throws IllegalArgumentException if it is out of range
     */
    public static ModuleBound of(String property, int megabytes) {
        return of(property, megabytes, Runtime.getRuntime().maxMemory());
    }

    static ModuleBound of(String property, int megabytes, long heapBytes) {
        if (megabytes < 1 || megabytes > MOST_MEGABYTES) {
            throw new IllegalArgumentException("must be from 1 to " + MOST_MEGABYTES + ": " + megabytes);
        }
        long configured = (long) megabytes << MEGABYTE;
        long share = Math.max(1, heapBytes / HEAP_SHARE);
        return configured <= share
                ? new ModuleBound((int) configured, property + " is " + megabytes)
                : new ModuleBound((int) share, "that is a quarter of Java's heap, which -Xmx in JAVA_OPTS sets");
    }

    /**
     * Looks at a size before anything is read.
     *
     * @param size the size in bytes; negative if it is not known
     * @throws DlException if it is too large
     */
    public void check(long size) {
        if (size > bytes) {
            throw new DlException(
                    "it is too large: it has " + size + " bytes, at most " + bytes + " are read; " + reason);
        }
    }

    /**
     * Reads a stream to its end, or to where it passes the bound: what an archive says of an entry's size need not be true.
     *
     * @param expected how many bytes there should be; negative if that is not known
     * @throws DlException if there are more bytes than the bound, or should be
     */
    public byte[] read(InputStream in, long expected) throws IOException {
        check(expected);
        byte[] read = new byte[expected > 0 ? (int) expected : Math.min(bytes, FIRST_BYTES)];
        int length = 0;
        for (int got = in.read(read, 0, read.length); got >= 0; got = in.read(read, length, read.length - length)) {
            length += got;
            if (length == read.length) {
                int next = in.read();
                if (next < 0) {
                    return read;
                }
                if (length == bytes) {
                    throw new DlException("it is too large: it has more than " + bytes + " bytes; " + reason);
                }
                read = Arrays.copyOf(read, (int) Math.min(bytes, Math.max(2L * length, FIRST_BYTES)));
                read[length++] = (byte) next;
            }
        }
        return Arrays.copyOf(read, length);
    }
}
