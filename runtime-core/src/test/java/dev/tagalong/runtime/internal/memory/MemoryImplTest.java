package dev.tagalong.runtime.internal.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Memories in one array, in pages and in buffers do the same as a plain array, also while they grow from one into the
 * next.
 */
class MemoryImplTest {

    private static final int PAGE = MemoryType.PAGE_SIZE;
    private static final int STEPS = 60_000;
    private static final int LONGEST = 3 * PAGE;

    /** One that is shared, with a first buffer of -{@code arrayPages} pages, if that is negative. */
    private static MemoryImpl memory(int pages, int mostPages, int arrayPages) {
        if (arrayPages < 0) {
            return new SharedMemory(MemoryType.shared(SizeRange.between(pages, mostPages)), mostPages, -arrayPages);
        }
        return new MemoryImpl(new MemoryType(SizeRange.atLeast(pages)), mostPages, arrayPages);
    }

    private static void assertOutside(Executable access) {
        assertEquals(
                TrapKind.OUT_OF_BOUNDS_MEMORY, assertThrows(Trap.class, access).kind());
    }

    /** A memory and an array that everything is done to as well. */
    private static final class Twin {
        final MemoryImpl memory;
        byte[] model;

        Twin(int pages, int mostPages, int arrayPages) {
            memory = memory(pages, mostPages, arrayPages);
            model = new byte[pages * PAGE];
        }

        void grow(int pages) {
            assertEquals(model.length / PAGE, memory.grow(pages));
            model = Arrays.copyOf(model, model.length + pages * PAGE);
        }

        void check() {
            byte[] all = new byte[model.length];
            Arrays.fill(all, (byte) 1);
            memory.read(0, all, 0, all.length);
            assertArrayEquals(model, all);
            assertEquals(model.length, memory.byteSize());
        }
    }

    /** Near the ends of pages more often than elsewhere, and now and then outside. */
    private static long address(Random random, Twin twin) {
        if (random.nextInt(4) == 0) {
            return random.nextInt(twin.model.length + 10);
        }
        long end = (long) PAGE * (random.nextInt(twin.model.length / PAGE) + 1);
        return Math.max(0, end - 10 + random.nextInt(20));
    }

    private static long length(Random random) {
        return random.nextBoolean() ? random.nextInt(40) : random.nextInt(LONGEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 20, -1, -4, -20})
    void agreesWithAnArrayWhileItGrows(int arrayPages) {
        Random random = new Random(arrayPages);
        Twin twin = new Twin(1, 9, arrayPages);
        Twin other = new Twin(3, 9, 2);
        for (int step = 1; step <= STEPS; step++) {
            if (step % (STEPS / 8) == 0 && twin.model.length < 9 * PAGE) {
                twin.check();
                twin.grow(1);
                twin.check();
            }
            if (random.nextInt(50) == 0) {
                bulk(random, twin, other);
            } else {
                number(random, random.nextInt(8) == 0 ? other : twin);
            }
        }
        twin.check();
        other.check();
        other.grow(1);
        other.check();
    }

    private static void number(Random random, Twin twin) {
        long address = address(random, twin);
        long value = random.nextLong();
        int width = 1 << random.nextInt(4);
        ByteBuffer model = ByteBuffer.wrap(twin.model).order(ByteOrder.LITTLE_ENDIAN);
        Memory memory = twin.memory;
        if (address + width > twin.model.length) {
            assertOutside(() -> write(memory, address, width, value));
            assertOutside(() -> read(memory, address, width));
            return;
        }
        int at = (int) address;
        if (random.nextBoolean()) {
            write(memory, address, width, value);
            switch (width) {
                case 1 -> model.put(at, (byte) value);
                case 2 -> model.putShort(at, (short) value);
                case 4 -> model.putInt(at, (int) value);
                default -> model.putLong(at, value);
            }
        }
        long expected = switch (width) {
            case 1 -> model.get(at);
            case 2 -> model.getShort(at);
            case 4 -> model.getInt(at);
            default -> model.getLong(at);
        };
        assertEquals(expected, read(memory, address, width));
    }

    private static void write(Memory memory, long address, int width, long value) {
        switch (width) {
            case 1 -> memory.writeByte(address, (byte) value);
            case 2 -> memory.writeShort(address, (short) value);
            case 4 -> memory.writeInt(address, (int) value);
            default -> memory.writeLong(address, value);
        }
    }

    private static long read(Memory memory, long address, int width) {
        return switch (width) {
            case 1 -> memory.readByte(address);
            case 2 -> memory.readShort(address);
            case 4 -> memory.readInt(address);
            default -> memory.readLong(address);
        };
    }

    private static void bulk(Random random, Twin twin, Twin other) {
        Twin target = random.nextInt(3) == 0 ? other : twin;
        Twin source = random.nextInt(3) == 0 ? other : twin;
        long to = address(random, target);
        long from = address(random, source);
        long length = length(random);
        boolean fits = to + length <= target.model.length;
        switch (random.nextInt(3)) {
            case 0 -> {
                byte value = (byte) (random.nextBoolean() ? 0 : random.nextInt());
                if (fits) {
                    target.memory.fill(to, value, length);
                    Arrays.fill(target.model, (int) to, (int) (to + length), value);
                } else {
                    assertOutside(() -> target.memory.fill(to, value, length));
                }
            }
            case 1 -> {
                if (fits && from + length <= source.model.length) {
                    target.memory.copy(to, source.memory, from, length);
                    System.arraycopy(source.model, (int) from, target.model, (int) to, (int) length);
                } else {
                    assertOutside(() -> target.memory.copy(to, source.memory, from, length));
                }
            }
            default -> {
                byte[] bytes = new byte[(int) length + 7];
                random.nextBytes(bytes);
                if (fits) {
                    target.memory.write(to, bytes, 7, (int) length);
                    System.arraycopy(bytes, 7, target.model, (int) to, (int) length);
                } else {
                    assertOutside(() -> target.memory.write(to, bytes, 7, (int) length));
                }
            }
        }
    }

    @Test
    void nothingIsWrittenOutside() {
        for (int arrayPages : new int[] {0, 2, -2, -3}) {
            Twin twin = new Twin(2, 3, arrayPages);
            long end = twin.memory.byteSize();
            for (int width = 1; width <= 8; width *= 2) {
                for (long address : new long[] {
                    end - width + 1, end, end + PAGE, -1, -width, 1L << 32, (1L << 32) - 1, 1L << 48, Long.MIN_VALUE
                }) {
                    int bytes = width;
                    assertOutside(() -> write(twin.memory, address, bytes, -1));
                    assertOutside(() -> read(twin.memory, address, bytes));
                    assertOutside(() -> twin.memory.fill(address, (byte) 1, bytes));
                    assertOutside(() -> twin.memory.write(address, new byte[bytes], 0, bytes));
                    assertOutside(() -> twin.memory.copy(address, twin.memory, 0, bytes));
                    assertOutside(() -> twin.memory.copy(0, twin.memory, address, bytes));
                }
            }
            assertOutside(() -> twin.memory.fill(0, (byte) 1, end + 1));
            assertOutside(() -> twin.memory.fill(0, (byte) 1, 0xFFFF_FFFFL));
            assertOutside(() -> twin.memory.fill(end + 1, (byte) 1, 0));
            twin.memory.fill(end, (byte) 1, 0);
            assertThrows(IndexOutOfBoundsException.class, () -> twin.memory.write(0, new byte[5], 2, 4));
            assertThrows(IndexOutOfBoundsException.class, () -> twin.memory.read(0, new byte[5], 2, 4));
            twin.check();
        }
    }

    @Test
    void growsToItsLimitAndNotFurther() {
        MemoryImpl memory = memory(1, 5, 2);
        assertEquals(MemoryForm.GROWING, memory.form());
        assertEquals(-1, memory.grow(5));
        assertEquals(-1, memory.grow(-1));
        assertEquals(-1, memory.grow(0xFFFF_FFFFL));
        assertEquals(1, memory.grow(1));
        memory.writeByte(PAGE * 2 - 1, (byte) 9);
        assertEquals(2, memory.grow(0));
        assertEquals(PAGE * 2, memory.bytes.length);
        assertEquals(2, memory.grow(2));
        assertEquals(0, memory.bytes.length);
        assertEquals(-1, memory.grow(2));
        assertEquals(4, memory.pages());
        assertEquals(4, memory.grow(0));
        assertEquals(4, memory.grow(1));
        assertEquals(-1, memory.grow(1));
        assertEquals(9, memory.readByte(PAGE * 2 - 1));
        assertEquals(MemoryForm.ARRAY, memory(1, 2, 2).form());
    }

    @Test
    void aDeclaredMaximumKeepsItInItsArray() {
        MemoryImpl memory = new MemoryImpl(new MemoryType(SizeRange.between(1, 2)), 10, 2);
        assertEquals(MemoryForm.ARRAY, memory.form());
        assertEquals(1, memory.grow(1));
        assertEquals(-1, memory.grow(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void noPagesAtAll(int arrayPages) {
        MemoryImpl memory = memory(0, 4, arrayPages);
        assertOutside(() -> memory.readByte(0));
        assertOutside(() -> memory.writeLong(0, 1));
        memory.fill(0, (byte) 1, 0);
        assertEquals(0, memory.grow(1));
        memory.writeLong(PAGE - 8, -1);
        assertEquals(-1, memory.readLong(PAGE - 8));
    }

    @Test
    void stringsOverTheEndOfAPage() {
        for (int arrayPages : new int[] {0, 4, -2}) {
            MemoryImpl memory = memory(2, 4, arrayPages);
            memory.write(PAGE - 3, "hello".getBytes(StandardCharsets.UTF_8), 0, 5);
            assertEquals("hello", memory.readCString(PAGE - 3));
            assertEquals("lo", memory.readCString(PAGE));
            assertEquals("", memory.readCString(5));
            memory.writeByte(2 * PAGE - 1, (byte) 'x');
            assertOutside(() -> memory.readCString(2 * PAGE - 1));
            assertOutside(() -> memory.readCString(2 * PAGE));
            assertOutside(() -> memory.readCString(-1));
        }
    }

    /** Two threads that write to a page for the first time do not lose each other's bytes. */
    @Test
    void firstWritesOfTwoThreads() throws Exception {
        int pages = 500;
        MemoryImpl memory = memory(pages, pages, 0);
        CyclicBarrier start = new CyclicBarrier(2);
        Thread[] threads = new Thread[2];
        for (int t = 0; t < threads.length; t++) {
            int at = t;
            threads[t] = new Thread(() -> {
                await(start);
                for (int page = 0; page < pages; page++) {
                    memory.writeByte((long) page * PAGE + at, (byte) 1);
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int page = 0; page < pages; page++) {
            assertEquals(0x0101, memory.readShort((long) page * PAGE), "page " + page);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
