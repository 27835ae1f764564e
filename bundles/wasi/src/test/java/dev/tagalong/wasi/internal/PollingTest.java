package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PollingTest {

    private static final int PAGE = Guest.PAGE;
    private static final int IN = 0;
    private static final int OUT = 1024;
    private static final int RESULT = 4096;
    private static final int SUBSCRIPTION = Snapshot.PREVIEW_1.subscription().byteSize();
    private static final long FOREVER = -1L;

    private static void clock(Guest guest, int index, int clock, long timeout, int flags) {
        int at = IN + index * SUBSCRIPTION;
        guest.memory.writeLong(at, 1000 + index);
        guest.memory.writeByte(at + 8, (byte) Subscription.CLOCK);
        guest.memory.writeInt(at + 16, clock);
        guest.memory.writeLong(at + 24, timeout);
        guest.memory.writeShort(at + 40, (short) flags);
    }

    private static void stream(Guest guest, int index, int type, int fd) {
        int at = IN + index * SUBSCRIPTION;
        guest.memory.writeLong(at, 1000 + index);
        guest.memory.writeByte(at + 8, (byte) type);
        guest.memory.writeInt(at + 16, fd);
    }

    private static Errno poll(Guest guest, int count) {
        return guest.call("poll_oneoff", IN, OUT, count, RESULT);
    }

    private static void assertEvent(Guest guest, int index, int subscription, Errno errno, int type) {
        int at = OUT + index * Event.BYTE_SIZE;
        assertEquals(1000 + subscription, guest.memory.readLong(at));
        assertEquals(errno.code(), guest.memory.readShort(at + 8));
        assertEquals(type, guest.memory.readByte(at + 10));
    }

    @Test
    void sleepsAsLongAsItSays() {
        Guest guest = Guest.idle();
        clock(guest, 0, Clocks.MONOTONIC, 30_000_000, 0);
        long before = System.nanoTime();
        assertEquals(Errno.SUCCESS, poll(guest, 1));
        assertTrue(System.nanoTime() - before >= 30_000_000);
        assertEquals(1, guest.memory.readInt(RESULT));
        assertEvent(guest, 0, 0, Errno.SUCCESS, Subscription.CLOCK);
    }

    @Test
    void answersTheFirstOfSeveralClocks() {
        Guest guest = Guest.idle();
        clock(guest, 0, Clocks.REALTIME, FOREVER, 0);
        clock(guest, 1, Clocks.MONOTONIC, 1_000, 0);
        clock(guest, 2, Clocks.MONOTONIC, Long.MAX_VALUE, 0);
        assertEquals(Errno.SUCCESS, poll(guest, 3));
        assertEquals(1, guest.memory.readInt(RESULT));
        assertEvent(guest, 0, 1, Errno.SUCCESS, Subscription.CLOCK);
    }

    @Test
    void absoluteTimesInThePastAreNow() {
        Guest guest = Guest.idle();
        clock(guest, 0, Clocks.REALTIME, 1, 1);
        clock(guest, 1, Clocks.MONOTONIC, 0, 1);
        clock(guest, 2, Clocks.REALTIME, FOREVER, 1);
        assertEquals(Errno.SUCCESS, poll(guest, 3));
        assertEquals(2, guest.memory.readInt(RESULT));
        assertEvent(guest, 0, 0, Errno.SUCCESS, Subscription.CLOCK);
        assertEvent(guest, 1, 1, Errno.SUCCESS, Subscription.CLOCK);
    }

    @Test
    void anAbsoluteTimeAheadIsWaitedFor() {
        Guest guest = Guest.idle();
        guest.call("clock_time_get", Clocks.MONOTONIC, 0L, RESULT);
        long end = guest.memory.readLong(RESULT) + 30_000_000;
        clock(guest, 0, Clocks.MONOTONIC, end, 1);
        assertEquals(Errno.SUCCESS, poll(guest, 1));
        guest.call("clock_time_get", Clocks.MONOTONIC, 0L, RESULT);
        assertTrue(guest.memory.readLong(RESULT) >= end);
    }

    @Test
    void badSubscriptionsAreEventsWithErrors() {
        Guest guest = Guest.idle();
        clock(guest, 0, 17, 0, 0);
        clock(guest, 1, Clocks.THREAD_CPUTIME, 0, 0);
        stream(guest, 2, Subscription.FD_READ, 7);
        stream(guest, 3, Subscription.FD_READ, 1);
        stream(guest, 4, Subscription.FD_WRITE, 0);
        assertEquals(Errno.SUCCESS, poll(guest, 5));
        assertEquals(5, guest.memory.readInt(RESULT));
        assertEvent(guest, 0, 0, Errno.EINVAL, Subscription.CLOCK);
        assertEvent(guest, 1, 1, Errno.ENOTSUP, Subscription.CLOCK);
        assertEvent(guest, 2, 2, Errno.EBADF, Subscription.FD_READ);
        assertEvent(guest, 3, 3, Errno.EBADF, Subscription.FD_READ);
        assertEvent(guest, 4, 4, Errno.EBADF, Subscription.FD_WRITE);
    }

    @Test
    void outputIsAlwaysReady() {
        Guest guest = Guest.idle();
        clock(guest, 0, Clocks.MONOTONIC, FOREVER, 0);
        stream(guest, 1, Subscription.FD_WRITE, 1);
        assertEquals(Errno.SUCCESS, poll(guest, 2));
        assertEquals(1, guest.memory.readInt(RESULT));
        assertEvent(guest, 0, 1, Errno.SUCCESS, Subscription.FD_WRITE);
        assertTrue(guest.memory.readLong(OUT + 16) > 0);
    }

    @Test
    void inputThatIsThereIsReady() {
        Guest guest = Guest.reading("abc");
        stream(guest, 0, Subscription.FD_READ, 0);
        assertEquals(Errno.SUCCESS, poll(guest, 1));
        assertEvent(guest, 0, 0, Errno.SUCCESS, Subscription.FD_READ);
        assertEquals(3, guest.memory.readLong(OUT + 16));
        assertEquals(0, guest.memory.readShort(OUT + 24));
    }

    @Test
    void theEndOfInputIsAHangup() {
        Guest guest = Guest.reading("");
        stream(guest, 0, Subscription.FD_READ, 0);
        clock(guest, 1, Clocks.MONOTONIC, FOREVER, 0);
        assertEquals(Errno.SUCCESS, poll(guest, 2));
        assertEquals(1, guest.memory.readInt(RESULT));
        assertEvent(guest, 0, 0, Errno.SUCCESS, Subscription.FD_READ);
        assertEquals(0, guest.memory.readLong(OUT + 16));
        assertEquals(1, guest.memory.readShort(OUT + 24));
    }

    /** A stream as a shell's pipe: it does not tell how many bytes are there. */
    private static Guest readingAPipe(String text) {
        return Guest.reading(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int available() {
                return 0;
            }
        });
    }

    /** Functions whose search for input ends when it has been found. */
    private static Map<String, HostFunction> searching() {
        WasiProcess.Factory processes = new WasiProcess.Factory(new InputSources(TimeUnit.HOURS.toMillis(1)));
        FunctionTable table = new FunctionTable();
        new Polling(processes, new Clocks(processes), Snapshot.PREVIEW_1).register(table);
        new Descriptors(processes, Snapshot.PREVIEW_1).register(table);
        return table.functions();
    }

    @Test
    void inputThatIsThereIsReadyAtOnce() {
        for (String text : List.of("abc", "")) {
            Guest guest = readingAPipe(text);
            stream(guest, 0, Subscription.FD_READ, 0);
            clock(guest, 1, Clocks.MONOTONIC, 0, 0);
            assertEquals(Errno.SUCCESS, guest.call(searching(), "poll_oneoff", IN, OUT, 2, RESULT));
            assertEvent(guest, 0, 0, Errno.SUCCESS, Subscription.FD_READ);
            assertEquals(text.length(), guest.memory.readLong(OUT + 16));
            assertEquals(text.isEmpty() ? 1 : 0, guest.memory.readShort(OUT + 24));
        }
    }

    @Test
    void inputThatIsThereIsReadWithoutWaiting() {
        Map<String, HostFunction> functions = searching();
        Guest guest = readingAPipe("abc");
        assertEquals(Errno.SUCCESS, guest.call(functions, "fd_fdstat_set_flags", 0, Descriptor.NONBLOCK));
        guest.iovecs(8192, 9000, 100);
        assertEquals(Errno.SUCCESS, guest.call(functions, "fd_read", 0, 8192, 1, RESULT));
        assertEquals("abc", guest.text(9000, guest.memory.readInt(RESULT)));
        assertEquals(Errno.SUCCESS, guest.call(functions, "fd_read", 0, 8192, 1, RESULT));
        assertEquals(0, guest.memory.readInt(RESULT), "the end");
    }

    @Test
    void whoSearchesForInputIsCancelled() {
        Guest guest = Guest.reading(new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                return -1;
            }
        });
        stream(guest, 0, Subscription.FD_READ, 0);
        clock(guest, 1, Clocks.MONOTONIC, 0, 0);
        guest.cancel("enough");
        Trap trap = assertThrows(Trap.class, () -> guest.call(searching(), "poll_oneoff", IN, OUT, 2, RESULT));
        assertEquals(TrapKind.CANCELLED, trap.kind());
    }

    @Test
    void aFileTellsHowMuchCanBeRead(@TempDir Path folder) throws Exception {
        FileGuest files = new FileGuest(folder, false);
        int fd = files.open("file", FileGuest.CREATE);
        files.write(fd, "0123456789");
        Guest guest = files.guest;
        long[] left = {0, 3, 0};
        long[] at = {10, 7, 1000};
        for (int i = 0; i < at.length; i++) {
            files.seek(fd, at[i], 0);
            stream(guest, 0, Subscription.FD_READ, fd);
            assertEquals(Errno.SUCCESS, poll(guest, 1));
            assertEvent(guest, 0, 0, Errno.SUCCESS, Subscription.FD_READ);
            assertEquals(left[i], guest.memory.readLong(OUT + 16));
            assertEquals(0, guest.memory.readShort(OUT + 24));
        }
        stream(guest, 0, Subscription.FD_READ, FileGuest.ROOT);
        assertEquals(Errno.SUCCESS, poll(guest, 1));
        assertEvent(guest, 0, 0, Errno.EBADF, Subscription.FD_READ);
        guest.end();
    }

    @Test
    void waitsForInputAndDoesNotTakeIt() throws Exception {
        PipedOutputStream typist = new PipedOutputStream();
        Guest guest = Guest.reading(new PipedInputStream(typist));
        stream(guest, 0, Subscription.FD_READ, 0);
        clock(guest, 1, Clocks.MONOTONIC, 1, 0);
        assertEquals(Errno.SUCCESS, poll(guest, 2));
        assertEvent(guest, 0, 1, Errno.SUCCESS, Subscription.CLOCK);

        FutureTask<Errno> task = new FutureTask<>(() -> poll(guest, 1));
        new Thread(task).start();
        typist.write("hello".getBytes());
        typist.flush();
        assertEquals(Errno.SUCCESS, task.get());
        assertEvent(guest, 0, 0, Errno.SUCCESS, Subscription.FD_READ);
        assertTrue(guest.memory.readLong(OUT + 16) >= 1);

        StringBuilder text = new StringBuilder();
        while (text.length() < 5) {
            guest.iovecs(8192, 9000, 100);
            assertEquals(Errno.SUCCESS, guest.call("fd_read", 0, 8192, 1, RESULT));
            text.append(guest.text(9000, guest.memory.readInt(RESULT)));
        }
        assertEquals("hello", text.toString());
    }

    @Test
    void aSleeperIsCancelled() throws Exception {
        Guest guest = Guest.idle();
        clock(guest, 0, Clocks.MONOTONIC, FOREVER, 0);
        FutureTask<Errno> task = new FutureTask<>(() -> poll(guest, 1));
        new Thread(task).start();
        guest.cancel("enough");
        Throwable cause = assertThrows(ExecutionException.class, task::get).getCause();
        assertEquals(TrapKind.CANCELLED, ((Trap) cause).kind());
    }

    @Test
    void anInterruptedSleeperIsCancelledAndStaysInterrupted() {
        Guest guest = Guest.idle();
        clock(guest, 0, Clocks.MONOTONIC, FOREVER, 0);
        Thread.currentThread().interrupt();
        assertEquals(
                TrapKind.CANCELLED,
                assertThrows(Trap.class, () -> poll(guest, 1)).kind());
        assertTrue(Thread.interrupted());
    }

    @Test
    void hostileCountsAndPointersAreErrors() {
        Guest guest = Guest.idle();
        assertEquals(Errno.EINVAL, poll(guest, 0));
        assertEquals(Errno.EINVAL, poll(guest, -1));
        assertEquals(Errno.EINVAL, poll(guest, Integer.MAX_VALUE));
        assertEquals(Errno.EFAULT, poll(guest, 2000));
        clock(guest, 0, Clocks.MONOTONIC, 0, 0);
        assertEquals(Errno.EFAULT, guest.call("poll_oneoff", PAGE - 47, OUT, 1, RESULT));
        assertEquals(Errno.EFAULT, guest.call("poll_oneoff", IN, PAGE - 31, 1, RESULT));
        assertEquals(Errno.EFAULT, guest.call("poll_oneoff", IN, OUT, 1, PAGE - 3));
        assertEquals(Errno.EFAULT, guest.call("poll_oneoff", -48, -32, 1, -4));
        stream(guest, 0, 3, 0);
        assertEquals(Errno.EINVAL, poll(guest, 1));
        stream(guest, 0, -1, 0);
        assertEquals(Errno.EINVAL, poll(guest, 1));
    }

    @Test
    void manySubscriptionsAreAnswered() {
        Guest guest = Guest.ofPages(100);
        int count = 1 << 16;
        for (int i = 0; i < count; i++) {
            clock(guest, i, Clocks.MONOTONIC, 0, 0);
        }
        int out = count * SUBSCRIPTION;
        assertEquals(Errno.SUCCESS, guest.call("poll_oneoff", IN, out, count, out + count * Event.BYTE_SIZE));
        assertEquals(count, guest.memory.readInt(out + count * Event.BYTE_SIZE));
        assertEquals(1000 + count - 1, guest.memory.readLong(out + (count - 1) * Event.BYTE_SIZE));
    }

    @Test
    void eventsMayOverwriteTheSubscriptions() {
        Guest guest = Guest.idle();
        clock(guest, 0, Clocks.MONOTONIC, 0, 0);
        clock(guest, 1, Clocks.MONOTONIC, 0, 0);
        assertEquals(Errno.SUCCESS, guest.call("poll_oneoff", IN, IN, 2, RESULT));
        assertEquals(2, guest.memory.readInt(RESULT));
        assertEquals(1001, guest.memory.readLong(IN + Event.BYTE_SIZE));
    }
}
