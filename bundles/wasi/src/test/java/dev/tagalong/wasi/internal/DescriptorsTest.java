package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Trap;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorsTest {

    private static final int PAGE = Guest.PAGE;
    private static final int IOVS = 0;
    private static final int RESULT = 64;

    @Test
    void writesGatheredBuffersToOutputAndError() {
        Guest guest = Guest.idle();
        guest.put(100, "Hello, world!\n");
        guest.iovecs(IOVS, 100, 7, PAGE, 0, 107, 7);
        assertEquals(Errno.SUCCESS, guest.call("fd_write", 1, IOVS, 3, RESULT));
        assertEquals(14, guest.memory.readInt(RESULT));
        assertEquals("Hello, world!\n", guest.output());
        assertEquals(Errno.SUCCESS, guest.call("fd_write", 2, IOVS, 1, RESULT));
        assertEquals(7, guest.memory.readInt(RESULT));
        assertEquals("Hello, ", guest.err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void writesMoreThanAChunk() {
        Guest guest = Guest.idle();
        byte[] bytes = new byte[PAGE - 200];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        guest.memory.write(100, bytes, 0, bytes.length);
        guest.iovecs(IOVS, 100, 40_000, 40_100, bytes.length - 40_000);
        assertEquals(Errno.SUCCESS, guest.call("fd_write", 1, IOVS, 2, RESULT));
        assertEquals(bytes.length, guest.memory.readInt(RESULT));
        assertArrayEquals(bytes, guest.out.toByteArray());
    }

    @Test
    void smallBuffersAreOneWriteThatIsFlushed() {
        StringBuilder calls = new StringBuilder();
        Guest guest = Guest.writing(new OutputStream() {
            @Override
            public void write(int b) {
                calls.append("byte ");
            }

            @Override
            public void write(byte[] b, int offset, int length) {
                calls.append(length).append(' ');
            }

            @Override
            public void flush() {
                calls.append("flush ");
            }
        });
        guest.iovecs(IOVS, 100, 3, 200, 4);
        guest.call("fd_write", 1, IOVS, 2, RESULT);
        assertEquals("7 flush ", calls.toString());
    }

    @Test
    void readsIntoScatteredBuffers() {
        Guest guest = Guest.reading("abcdefgh");
        guest.iovecs(IOVS, 100, 3, PAGE, 0, 200, 2);
        assertEquals(Errno.SUCCESS, guest.call("fd_read", 0, IOVS, 3, RESULT));
        assertEquals(5, guest.memory.readInt(RESULT));
        assertEquals("abc\0", guest.text(100, 4));
        assertEquals("de\0", guest.text(200, 3));
        assertEquals(Errno.SUCCESS, guest.call("fd_read", 0, IOVS, 3, RESULT));
        assertEquals(3, guest.memory.readInt(RESULT));
        assertEquals("fgh", guest.text(100, 3));
        assertEquals(Errno.SUCCESS, guest.call("fd_read", 0, IOVS, 3, RESULT));
        assertEquals(0, guest.memory.readInt(RESULT), "the end");
    }

    @Test
    void readingOrWritingNothingAnswersAtOnce() {
        Guest guest = Guest.reading("x");
        guest.memory.writeInt(RESULT, -1);
        assertEquals(Errno.SUCCESS, guest.call("fd_read", 0, IOVS, 0, RESULT));
        assertEquals(0, guest.memory.readInt(RESULT));
        guest.memory.writeInt(RESULT, -1);
        guest.iovecs(IOVS, PAGE, 0);
        assertEquals(Errno.SUCCESS, guest.call("fd_write", 1, IOVS, 1, RESULT));
        assertEquals(0, guest.memory.readInt(RESULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fd_read", "fd_write"})
    void hostileVectorsAreErrorsBeforeAnythingHappens(String function) {
        int fd = function.equals("fd_read") ? 0 : 1;
        Guest guest = Guest.reading("input");
        guest.put(100, "text");
        assertEquals(Errno.EINVAL, guest.call(function, fd, IOVS, -1, RESULT));
        assertEquals(Errno.EINVAL, guest.call(function, fd, IOVS, 1025, RESULT));
        assertEquals(Errno.EINVAL, guest.call(function, fd, IOVS, 0x2000_0000, RESULT));
        assertEquals(Errno.EFAULT, guest.call(function, fd, PAGE - 7, 1, RESULT));
        assertEquals(Errno.EFAULT, guest.call(function, fd, -8, 1, RESULT));
        guest.iovecs(IOVS, 100, 4, 0, PAGE + 1);
        assertEquals(Errno.EFAULT, guest.call(function, fd, IOVS, 2, RESULT));
        guest.iovecs(IOVS, 100, 4, -1, -1);
        assertEquals(Errno.EFAULT, guest.call(function, fd, IOVS, 2, RESULT));
        guest.iovecs(IOVS, 100, 4);
        assertEquals(Errno.EFAULT, guest.call(function, fd, IOVS, 1, PAGE - 3));
        assertEquals("", guest.output());
        assertEquals("text", guest.text(100, 4));
        assertEquals(Errno.SUCCESS, guest.call("fd_read", 0, IOVS, 1, RESULT));
        assertEquals("inpu", guest.text(100, 4), "no input was lost");
    }

    @Test
    void buffersOfMoreThan2GiBTogetherAreInvalid() {
        Guest guest = Guest.ofPages(1024);
        for (int i = 0; i < 1024; i++) {
            guest.iovecs(i * 8, 0, 1024 * PAGE);
        }
        assertEquals(Errno.EINVAL, guest.call("fd_write", 1, 0, 1024, 0));
        assertEquals(Errno.EINVAL, guest.call("fd_read", 0, 0, 1024, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void descriptorsThatAreNotOpenAreBad(int fd) {
        Guest guest = Guest.idle();
        assertEquals(Errno.EBADF, guest.call("fd_write", fd, IOVS, 0, RESULT));
        assertEquals(Errno.EBADF, guest.call("fd_read", fd, IOVS, 0, RESULT));
        assertEquals(Errno.EBADF, guest.call("fd_close", fd));
        assertEquals(Errno.EBADF, guest.call("fd_sync", fd));
        assertEquals(Errno.EBADF, guest.call("fd_datasync", fd));
        assertEquals(Errno.EBADF, guest.call("fd_seek", fd, 0L, 0, RESULT));
        assertEquals(Errno.EBADF, guest.call("fd_tell", fd, RESULT));
        assertEquals(Errno.EBADF, guest.call("fd_pread", fd, IOVS, 0, 0L, RESULT));
        assertEquals(Errno.EBADF, guest.call("fd_pwrite", fd, IOVS, 0, 0L, RESULT));
        assertEquals(Errno.EBADF, guest.call("fd_fdstat_get", fd, 0));
        assertEquals(Errno.EBADF, guest.call("fd_fdstat_set_flags", fd, 0));
        assertEquals(Errno.EBADF, guest.call("fd_fdstat_set_rights", fd, 0L, 0L));
        assertEquals(Errno.EBADF, guest.call("fd_filestat_get", fd, 0));
        assertEquals(Errno.EBADF, guest.call("fd_prestat_get", fd, 0));
        assertEquals(Errno.EBADF, guest.call("fd_prestat_dir_name", fd, 0, 0));
        assertEquals(Errno.EBADF, guest.call("fd_advise", fd, 0L, 0L, 0));
        assertEquals(Errno.EBADF, guest.call("fd_readdir", fd, 0, 0, 0L, 0));
        assertEquals(Errno.EBADF, guest.call("fd_renumber", fd, 1));
        assertEquals(Errno.EBADF, guest.call("fd_renumber", 1, fd));
        assertEquals(Errno.SUCCESS, guest.call("fd_write", 1, IOVS, 0, RESULT), "1 is still open");
    }

    @Test
    void streamsAreOpenForOneDirection() {
        Guest guest = Guest.idle();
        assertEquals(Errno.EBADF, guest.call("fd_write", 0, IOVS, 0, RESULT));
        assertEquals(Errno.EBADF, guest.call("fd_read", 1, IOVS, 0, RESULT));
        assertEquals(Errno.EBADF, guest.call("fd_read", 2, IOVS, 0, RESULT));
        assertEquals(Errno.EBADF, guest.call("fd_sync", 0));
    }

    @Test
    void streamsHaveNoPositionAndAreNoFiles() {
        Guest guest = Guest.idle();
        for (int fd = 0; fd < 3; fd++) {
            assertEquals(Errno.ESPIPE, guest.call("fd_seek", fd, 0L, 1, RESULT));
            assertEquals(Errno.ESPIPE, guest.call("fd_tell", fd, RESULT));
            assertEquals(Errno.ESPIPE, guest.call("fd_pread", fd, IOVS, 0, 0L, RESULT));
            assertEquals(Errno.ESPIPE, guest.call("fd_pwrite", fd, IOVS, 0, 0L, RESULT));
            assertEquals(Errno.EBADF, guest.call("fd_prestat_get", fd, RESULT));
            assertEquals(Errno.EBADF, guest.call("fd_allocate", fd, 0L, 1L));
            assertEquals(Errno.EBADF, guest.call("fd_filestat_set_size", fd, 0L));
            assertEquals(Errno.EBADF, guest.call("fd_filestat_set_times", fd, 0L, 0L, 0));
            assertEquals(Errno.ENOTDIR, guest.call("fd_readdir", fd, 0, 0, 0L, 0));
        }
        assertEquals(Errno.EBADF, guest.call("path_open", 3, 0, 0, 1, 0, 0L, 0L, 0, 0));
        assertEquals(Errno.ENOTDIR, guest.call("path_open", 0, 0, 0, 1, 0, 0L, 0L, 0, 0));
        assertEquals(Errno.EBADF, guest.call("sock_shutdown", 3, 0));
        assertEquals(Errno.ENOTSOCK, guest.call("sock_shutdown", 0, 0));
        assertEquals(Errno.ENOTSUP, guest.call("sock_accept", 0, 0, RESULT));
    }

    @Test
    void describesAStreamThatIsNoTerminal() {
        Guest guest = Guest.idle();
        assertEquals(Errno.SUCCESS, guest.call("fd_fdstat_get", 1, 0));
        assertEquals(0, guest.memory.readByte(0), "unknown");
        assertEquals(Errno.SUCCESS, guest.call("fd_filestat_get", 0, 0));
        assertEquals(0, guest.memory.readByte(16), "unknown");
    }

    @Test
    void describesAStreamAsATerminal() {
        Guest guest = Guest.atATerminal();
        guest.memory.fill(0, (byte) -1, 100);
        assertEquals(Errno.SUCCESS, guest.call("fd_fdstat_set_flags", 1, 1));
        assertEquals(Errno.SUCCESS, guest.call("fd_fdstat_get", 1, 0));
        assertEquals(2, guest.memory.readByte(0), "character device");
        assertEquals(0, guest.memory.readByte(1));
        assertEquals(1, guest.memory.readShort(2), "flags");
        long rights = guest.memory.readLong(8);
        assertTrue((rights & Rights.WRITE) != 0);
        assertEquals(0, rights & (1 << 2 | 1 << 5 | Rights.READ), "no seek, tell or read");
        assertEquals(0, guest.memory.readLong(16));
        assertEquals(-1, guest.memory.readByte(24));

        guest.memory.fill(0, (byte) -1, 100);
        assertEquals(Errno.SUCCESS, guest.call("fd_filestat_get", 0, 0));
        assertEquals(2, guest.memory.readLong(16), "character device");
        assertEquals(0, guest.memory.readLong(32), "size");
        assertEquals(-1, guest.memory.readByte(64));
        assertEquals(Errno.EFAULT, guest.call("fd_fdstat_get", 1, PAGE - 23));
        assertEquals(Errno.EFAULT, guest.call("fd_filestat_get", 1, PAGE - 63));
        assertEquals(Errno.EINVAL, guest.call("fd_fdstat_set_flags", 1, 32));
    }

    @Test
    void rightsCanOnlyBeGivenUp() {
        Guest guest = Guest.reading("abc");
        assertEquals(Errno.ENOTCAPABLE, guest.call("fd_fdstat_set_rights", 0, -1L, 0L));
        assertEquals(Errno.ENOTCAPABLE, guest.call("fd_fdstat_set_rights", 0, Rights.READ, 1L));
        assertEquals(Errno.SUCCESS, guest.call("fd_fdstat_set_rights", 0, Rights.POLL, 0L));
        guest.iovecs(IOVS, 100, 1);
        assertEquals(Errno.ENOTCAPABLE, guest.call("fd_read", 0, IOVS, 1, RESULT));
        assertEquals(Errno.ENOTCAPABLE, guest.call("fd_fdstat_set_rights", 0, Rights.READ, 0L));
    }

    @Test
    void closesAndRenumbers() {
        Guest guest = Guest.idle();
        guest.put(100, "to 1");
        guest.iovecs(IOVS, 100, 4);
        assertEquals(Errno.SUCCESS, guest.call("fd_renumber", 1, 1));
        assertEquals(Errno.SUCCESS, guest.call("fd_renumber", 2, 1));
        assertEquals(Errno.EBADF, guest.call("fd_write", 2, IOVS, 1, RESULT));
        assertEquals(Errno.SUCCESS, guest.call("fd_write", 1, IOVS, 1, RESULT));
        assertEquals("to 1", guest.err.toString(StandardCharsets.UTF_8), "1 is what was 2");
        assertEquals("", guest.output());
        assertEquals(Errno.SUCCESS, guest.call("fd_close", 1));
        assertEquals(Errno.EBADF, guest.call("fd_close", 1));
        assertEquals(Errno.EBADF, guest.call("fd_write", 1, IOVS, 1, RESULT));
    }

    @Test
    void aBrokenOutputIsAnErrorAfterWhatWasWritten() {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        Guest guest = Guest.writing(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (taken.size() == 20_000) {
                    throw new IOException("full");
                }
                taken.write(b);
            }
        });
        guest.iovecs(IOVS, 100, 30_000);
        assertEquals(Errno.SUCCESS, guest.call("fd_write", 1, IOVS, 1, RESULT));
        assertEquals(16_384, guest.memory.readInt(RESULT));
        assertEquals(Errno.EIO, guest.call("fd_write", 1, IOVS, 1, RESULT));
    }

    @ParameterizedTest
    @CsvSource({
        "Broken pipe, EPIPE",
        "Pipe closed, EPIPE",
        "Connection reset by peer, ECONNRESET",
        "No space left on device, ENOSPC",
        "File too large, EFBIG",
        "Bad file descriptor, EBADF",
        "Input/output error, EIO",
        "a device of somebody's, EIO"
    })
    void aProgramIsToldHowItsOutputFails(String reason, Errno expected) {
        Guest guest = Guest.writing(failing(new IOException(reason)));
        guest.iovecs(IOVS, 100, 3);
        assertEquals(expected, guest.call("fd_write", 1, IOVS, 1, RESULT));
        Guest unchecked = Guest.writing(failing(new UncheckedIOException(new IOException(reason))));
        unchecked.iovecs(IOVS, 100, 3);
        assertEquals(expected, unchecked.call("fd_write", 1, IOVS, 1, RESULT));
    }

    @Test
    void aBufferThatCannotHandOnIsAnError() {
        Guest guest = Guest.writing(new BufferedOutputStream(failing(new IOException("Broken pipe"))));
        guest.iovecs(IOVS, 100, 3);
        assertEquals(Errno.EPIPE, guest.call("fd_write", 1, IOVS, 1, RESULT));
    }

    private static OutputStream failing(Exception failure) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (failure instanceof IOException e) {
                    throw e;
                }
                throw (RuntimeException) failure;
            }
        };
    }

    @Test
    void aBrokenInputIsAnError() {
        Guest guest = Guest.reading(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }
        });
        guest.iovecs(IOVS, 100, 10);
        assertEquals(Errno.EIO, guest.call("fd_read", 0, IOVS, 1, RESULT));
    }

    @Test
    void aLongWriteCanBeCancelled() {
        Guest guest = Guest.idle();
        guest.iovecs(IOVS, 0, PAGE);
        guest.cancel("enough");
        assertThrows(Trap.class, () -> guest.call("fd_write", 1, IOVS, 1, RESULT));
        assertTrue(guest.out.size() < PAGE);
    }
}
