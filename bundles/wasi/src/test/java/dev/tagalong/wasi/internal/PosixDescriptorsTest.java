package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Descriptors with two numbers, pipes and devices, for host functions that offer POSIX. */
class PosixDescriptorsTest {

    private static final int IOVS = 0;
    private static final int RESULT = 64;
    private static final int SUBSCRIPTION = 256;
    private static final int EVENT = 512;
    private static final int BUFFER = 1000;

    private final Guest guest = Guest.idle();

    private int write(int fd, String text) {
        guest.put(BUFFER, text);
        guest.iovecs(IOVS, BUFFER, text.length());
        assertEquals(Errno.SUCCESS, guest.call("fd_write", fd, IOVS, 1, RESULT));
        return guest.memory.readInt(RESULT);
    }

    private String read(int fd, int length) {
        guest.memory.fill(BUFFER, (byte) 0x7F, length + 10);
        guest.iovecs(IOVS, BUFFER, length);
        assertEquals(Errno.SUCCESS, guest.call("fd_read", fd, IOVS, 1, RESULT));
        return guest.memory.readString(BUFFER, guest.memory.readInt(RESULT), StandardCharsets.ISO_8859_1);
    }

    private Errno tryToRead(int fd) {
        guest.iovecs(IOVS, BUFFER, 1);
        return guest.call("fd_read", fd, IOVS, 1, RESULT);
    }

    private int opened(String function, Object... arguments) {
        assertEquals(Errno.SUCCESS, guest.call(function, arguments));
        return guest.memory.readInt(RESULT);
    }

    @Test
    void aDescriptorIsClosedWithItsLastNumber() {
        int twin = opened("posix_dup", 1, 10, RESULT);
        assertEquals(10, twin);
        write(twin, "one ");
        assertEquals(Errno.SUCCESS, guest.call("fd_close", 1));
        write(twin, "two ");
        assertEquals(Errno.SUCCESS, guest.call("posix_dup2", twin, 1));
        write(1, "three");
        assertEquals("one two three", guest.output());
        assertEquals(Errno.EBADF, guest.call("posix_dup", 77, 0, RESULT));
        assertEquals(Errno.EBADF, guest.call("posix_dup2", 1, 5000));
        assertEquals(Errno.EBADF, guest.call("posix_dup2", 1, -1));
        assertEquals(Errno.EINVAL, guest.call("posix_dup", 1, 5000, RESULT));
    }

    @Test
    void aPipe() {
        int reader = opened("posix_pipe", RESULT);
        int writer = guest.memory.readInt(RESULT + 4);
        assertEquals(Errno.EAGAIN, tryToRead(reader), "nobody else would write");
        assertEquals(5, write(writer, "hello"));
        assertEquals("hel", read(reader, 3));
        int twin = opened("posix_dup", writer, 0, RESULT);
        assertEquals(Errno.SUCCESS, guest.call("fd_close", writer));
        assertEquals("lo", read(reader, 100));
        assertEquals(Errno.EAGAIN, tryToRead(reader), "its other number is open");
        assertEquals(Errno.SUCCESS, guest.call("fd_close", twin));
        assertEquals("", read(reader, 100), "the end");
    }

    @Test
    void aPipeAndADeviceAreReadyToBeRead() {
        int reader = opened("posix_pipe", RESULT);
        write(guest.memory.readInt(RESULT + 4), "hello");
        assertEquals(5, readable(reader));
        assertTrue(readable(opened("posix_device", 0, RESULT)) > 0);
    }

    /** What {@code poll_oneoff} says of a descriptor. */
    private long readable(int fd) {
        guest.memory.fill(SUBSCRIPTION, (byte) 0, 48);
        guest.memory.writeByte(SUBSCRIPTION + 8, (byte) Subscription.FD_READ);
        guest.memory.writeInt(SUBSCRIPTION + 16, fd);
        assertEquals(Errno.SUCCESS, guest.call("poll_oneoff", SUBSCRIPTION, EVENT, 1, RESULT));
        assertEquals(0, guest.memory.readShort(EVENT + 8));
        return guest.memory.readLong(EVENT + 16);
    }

    @Test
    void aPipeIsFullAndBroken() {
        int reader = opened("posix_pipe", RESULT);
        int writer = guest.memory.readInt(RESULT + 4);
        String kilobyte = "x".repeat(1024);
        for (int i = 0; i < 64; i++) {
            assertEquals(1024, write(writer, kilobyte));
        }
        guest.iovecs(IOVS, BUFFER, 1);
        assertEquals(Errno.EAGAIN, guest.call("fd_write", writer, IOVS, 1, RESULT));
        assertEquals(1000, read(reader, 1000).length());
        assertEquals(1000, write(writer, kilobyte));
        assertEquals(Errno.SUCCESS, guest.call("fd_close", reader));
        guest.iovecs(IOVS, BUFFER, 1);
        assertEquals(Errno.EPIPE, guest.call("fd_write", writer, IOVS, 1, RESULT));
        assertEquals(Errno.EBADF, tryToRead(writer));
    }

    @Test
    void devices() {
        int nothing = opened("posix_device", 0, RESULT);
        assertEquals(4, write(nothing, "gone"));
        assertEquals("", read(nothing, 10));
        int zero = opened("posix_device", 1, RESULT);
        assertEquals("\0".repeat(20_000), read(zero, 20_000));
        int random = opened("posix_device", 2, RESULT);
        String first = read(random, 20_000);
        assertEquals(20_000, first.length());
        assertNotEquals(first, read(random, 20_000));
        assertFalse(first.substring(19_000).isBlank());
        assertEquals(Errno.ENXIO, guest.call("posix_device", 3, RESULT));
        assertEquals(Errno.SUCCESS, guest.call("fd_filestat_get", zero, BUFFER));
        assertEquals(1, guest.memory.readLong(BUFFER), "which tells it from a terminal");
        assertEquals(2, guest.memory.readByte(BUFFER + 16));
    }

    @Test
    void theTableHasItsRoom() {
        Errno last = Errno.SUCCESS;
        int opened = 0;
        while (last == Errno.SUCCESS) {
            last = guest.call("posix_dup", 1, 0, RESULT);
            opened++;
        }
        assertEquals(Errno.EMFILE, last);
        assertEquals(1024 - 3 + 1, opened);
        assertEquals(Errno.EMFILE, guest.call("posix_pipe", RESULT));
        assertEquals(Errno.EMFILE, guest.call("posix_device", 0, RESULT));
    }
}
