package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for input that comes late or never. */
@Timeout(60)
class InputTest {

    private static final int IOVS = 0;
    private static final int RESULT = 64;
    private static final int BUFFER = 100;

    /** A stream as a terminal's: it blocks until something is typed, and does not heed interruption. */
    private static final class Terminal extends InputStream {

        static final int END = -1;

        private final LinkedBlockingQueue<Integer> typed = new LinkedBlockingQueue<>();
        final CountDownLatch blocked = new CountDownLatch(1);

        void type(String text) {
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                typed.add((int) b);
            }
        }

        void end() {
            typed.add(END);
        }

        @Override
        public int available() {
            return (int) typed.stream().takeWhile(b -> b != END).count();
        }

        @Override
        public int read() {
            blocked.countDown();
            while (true) {
                try {
                    return typed.take();
                } catch (InterruptedException e) {
                    continue;
                }
            }
        }
    }

    private static FutureTask<Errno> reading(Guest guest, int length) {
        guest.iovecs(IOVS, BUFFER, length);
        FutureTask<Errno> task = new FutureTask<>(() -> guest.call("fd_read", 0, IOVS, 1, RESULT));
        new Thread(task).start();
        return task;
    }

    @Test
    void waitsForInput() throws Exception {
        Terminal terminal = new Terminal();
        Guest guest = Guest.reading(terminal);
        FutureTask<Errno> read = reading(guest, 10);
        terminal.blocked.await();
        assertFalse(read.isDone());
        terminal.type("x");
        assertEquals(Errno.SUCCESS, read.get());
        assertEquals(1, guest.memory.readInt(RESULT));
        assertEquals("x", guest.text(BUFFER, 1));
    }

    @Test
    void aTerminalGoesOnAfterAnEnd() throws Exception {
        Terminal terminal = new Terminal();
        Guest guest = Guest.reading(terminal);
        terminal.end();
        assertEquals(Errno.SUCCESS, reading(guest, 10).get());
        assertEquals(0, guest.memory.readInt(RESULT));
        terminal.type("more");
        assertEquals(Errno.SUCCESS, reading(guest, 10).get());
        assertEquals("more", guest.text(BUFFER, guest.memory.readInt(RESULT)));
    }

    @Test
    void aReadThatWaitsIsCancelledAndLosesNothing() throws Exception {
        Terminal terminal = new Terminal();
        Guest first = Guest.reading(terminal);
        FutureTask<Errno> read = reading(first, 10);
        terminal.blocked.await();
        first.cancel("enough");
        Throwable cause = assertThrows(ExecutionException.class, read::get).getCause();
        assertEquals(TrapKind.CANCELLED, ((Trap) cause).kind());

        Guest second = Guest.reading(terminal);
        FutureTask<Errno> next = reading(second, 10);
        terminal.type("abc");
        assertEquals(Errno.SUCCESS, next.get());
        String got = second.text(BUFFER, second.memory.readInt(RESULT));
        assertTrue("abc".startsWith(got) && !got.isEmpty(), got);
    }

    @Test
    void anInterruptedThreadIsCancelledAndStaysInterrupted() throws Exception {
        Terminal terminal = new Terminal();
        Guest guest = Guest.reading(terminal);
        guest.iovecs(IOVS, BUFFER, 10);
        Thread.currentThread().interrupt();
        Trap trap = assertThrows(Trap.class, () -> guest.call("fd_read", 0, IOVS, 1, RESULT));
        assertTrue(Thread.interrupted());
        assertEquals(TrapKind.CANCELLED, trap.kind());
    }

    @Test
    void withoutWaitingThereIsNothingYet() throws Exception {
        Terminal terminal = new Terminal();
        Guest guest = Guest.reading(terminal);
        guest.iovecs(IOVS, BUFFER, 10);
        assertEquals(Errno.SUCCESS, guest.call("fd_fdstat_set_flags", 0, Descriptor.NONBLOCK));
        assertEquals(Errno.EAGAIN, guest.call("fd_read", 0, IOVS, 1, RESULT));
        terminal.type("y");
        Errno errno = Errno.EAGAIN;
        while (errno == Errno.EAGAIN) {
            errno = guest.call("fd_read", 0, IOVS, 1, RESULT);
        }
        assertEquals(Errno.SUCCESS, errno);
        assertEquals("y", guest.text(BUFFER, guest.memory.readInt(RESULT)));
    }

    @Test
    void programsThatShareAStreamGetEachByteOnce() throws Exception {
        Terminal terminal = new Terminal();
        int readers = 4;
        int bytes = 400;
        LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
        for (int i = 0; i < readers; i++) {
            Guest guest = Guest.reading(terminal);
            guest.iovecs(IOVS, BUFFER, 3);
            new Thread(() -> {
                        while (guest.call("fd_read", 0, IOVS, 1, RESULT) == Errno.SUCCESS
                                && guest.memory.readInt(RESULT) > 0) {
                            got.add(guest.text(BUFFER, guest.memory.readInt(RESULT)));
                        }
                    })
                    .start();
        }
        for (int i = 0; i < bytes; i++) {
            terminal.type(Character.toString((char) ('a' + i % 26)));
        }
        int[] counts = new int[26];
        for (int seen = 0; seen < bytes; ) {
            String part = got.poll(30, TimeUnit.SECONDS);
            part.chars().forEach(c -> counts[c - 'a']++);
            seen += part.length();
        }
        for (int i = 0; i < readers; i++) {
            terminal.end();
        }
        for (int i = 0; i < 26; i++) {
            assertEquals((bytes - i + 25) / 26, counts[i], "of letter " + i);
        }
        assertTrue(got.isEmpty());
    }

    /** As the streams of a shell's pipes. */
    @Test
    void aStreamThatNeverKnowsWhatIsThereIsReadInBlocks() {
        byte[] content = new byte[100_000];
        AtomicInteger reads = new AtomicInteger();
        Guest guest = Guest.reading(new ByteArrayInputStream(content) {
            @Override
            public synchronized int available() {
                return 0;
            }

            @Override
            public synchronized int read() {
                reads.incrementAndGet();
                return super.read();
            }

            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                reads.incrementAndGet();
                return super.read(target, offset, length);
            }
        });
        guest.iovecs(IOVS, BUFFER, 1_000);
        int got = 0;
        while (guest.call("fd_read", 0, IOVS, 1, RESULT) == Errno.SUCCESS && guest.memory.readInt(RESULT) > 0) {
            got += guest.memory.readInt(RESULT);
        }
        assertEquals(content.length, got);
        assertTrue(reads.get() <= 20, () -> reads + " reads");
    }

    @Test
    void aFailureAfterSomeBytesIsTheNextReads() {
        Guest guest = Guest.reading(new InputStream() {
            private boolean given;

            @Override
            public int read() {
                given = true;
                return 'a';
            }

            @Override
            public int available() throws IOException {
                if (given) {
                    throw new IOException("gone");
                }
                return 0;
            }
        });
        guest.iovecs(IOVS, BUFFER, 10);
        assertEquals(Errno.SUCCESS, guest.call("fd_read", 0, IOVS, 1, RESULT));
        assertEquals(1, guest.memory.readInt(RESULT));
        assertEquals(Errno.EIO, guest.call("fd_read", 0, IOVS, 1, RESULT));
    }
}
