package dev.tagalong.runtime.internal.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.SizeRange;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SharedMemoryTest {

    private static final int PAGE = MemoryType.PAGE_SIZE;

    /** How many pages follow the first buffer in one. */
    private static final int CHUNK = 16;

    private static SharedMemory memory(int pages, int mostPages, int lowPages) {
        return new SharedMemory(MemoryType.shared(SizeRange.between(pages, mostPages)), mostPages, lowPages);
    }

    @Test
    void growsWithoutMovingWhatIsThere() {
        SharedMemory memory = memory(1, 60, 3);
        var low = memory.low;
        memory.writeInt(PAGE - 4, 7);
        assertEquals(1, memory.grow(2));
        assertEquals(3, memory.grow(57));
        assertEquals(-1, memory.grow(1));
        assertEquals(60, memory.pages());
        assertTrue(low == memory.low);
        assertEquals(7, memory.readInt(PAGE - 4));
        assertEquals(0, memory.readLong(60L * PAGE - 8));
        assertEquals("60 60 shared", memory.type().toString());
        assertEquals(MemoryForm.SHARED, memory.form());
    }

    @Test
    void itsLimitHoldsFromTheNextGrowthOn() {
        SharedMemory memory = memory(1, 10, 2);
        memory.limit(1);
        assertEquals(-1, memory.grow(1));
        memory.limit(4);
        assertEquals(1, memory.grow(3));
        assertEquals(-1, memory.grow(1));
        memory.limit(100);
        assertEquals(4, memory.grow(6));
        assertEquals(-1, memory.grow(1));
    }

    @Test
    void numbersAndBlocksOverTheEndOfABuffer() {
        SharedMemory memory = memory(50, 50, 1);
        for (long end : new long[] {50L * PAGE / 2, PAGE, PAGE + (long) CHUNK * PAGE, PAGE + 2L * CHUNK * PAGE}) {
            for (int before = 1; before < 8; before++) {
                memory.writeLong(end - before, 0x0102_0304_0506_0708L);
                assertEquals(0x0102_0304_0506_0708L, memory.readLong(end - before));
                assertEquals(0x0506_0708, memory.readInt(end - before));
                assertEquals(0x0708, memory.readShort(end - before));
                memory.writeInt(end - before, 0x1122_3344);
                assertEquals(0x0102_0304_1122_3344L, memory.readLong(end - before));
            }
            byte[] text = "over the end".getBytes(StandardCharsets.UTF_8);
            memory.write(end - 5, text, 0, text.length);
            memory.copy(end - 3, memory, end - 5, text.length);
            byte[] read = new byte[text.length];
            memory.read(end - 3, read, 0, read.length);
            assertArrayEquals(text, read);
            memory.copy(end - 6, memory, end - 3, text.length);
            memory.read(end - 6, read, 0, read.length);
            assertArrayEquals(text, read);
        }
    }

    @Test
    void atomicAccessesPastTheFirstBuffer() {
        SharedMemory memory = memory(40, 40, 1);
        for (long address : new long[] {0, PAGE - 8, PAGE, 39L * PAGE}) {
            assertEquals(0, memory.rmwByte(Rmw.ADD, address + 3, 0xFF));
            assertEquals(0xFF, memory.rmwByte(Rmw.ADD, address + 3, 2));
            assertEquals(1, memory.atomicLoadByte(address + 3));
            assertEquals(0x0100, memory.rmwShort(Rmw.XCHG, address + 2, 0x8000));
            assertEquals(0x8000_0000, memory.atomicLoadInt(address));
            assertEquals(0x8000_0000L, memory.rmwLong(Rmw.SUB, address, 1));
            assertEquals(0x7FFF_FFFFL, memory.compareExchangeLong(address, 0x7FFF_FFFFL, -2));
            assertEquals(0xFE, memory.compareExchangeByte(address, 0x1FE, 0x155));
            assertEquals(0xFF55, memory.atomicLoadShort(address));
        }
    }

    @Test
    void anUnalignedAtomicAccessTraps() {
        SharedMemory memory = memory(1, 1, 1);
        Trap trap = assertThrows(Trap.class, () -> memory.atomicLoadInt(2));
        assertEquals(TrapKind.UNALIGNED_ATOMIC, trap.kind());
        trap = assertThrows(Trap.class, () -> memory.rmwLong(Rmw.ADD, PAGE, 1));
        assertEquals(TrapKind.OUT_OF_BOUNDS_MEMORY, trap.kind());
    }

    @Test
    void whoCameFirstIsNotifiedFirst() {
        WaitQueues queues = memory(1, 1, 1).waitQueues();
        WaitQueues.Waiter first = queues.begin(8, () -> true);
        WaitQueues.Waiter second = queues.begin(8, () -> true);
        WaitQueues.Waiter elsewhere = queues.begin(16, () -> true);
        assertEquals(null, queues.begin(8, () -> false));
        assertEquals(0, queues.notify(8, 0));
        assertEquals(1, queues.notify(8, 1));
        assertTrue(first.notified() && !second.notified() && !elsewhere.notified());
        assertTrue(!queues.end(second));
        assertEquals(0, queues.notify(8, -1));
        assertEquals(1, queues.notify(16, -1));
        assertTrue(queues.end(elsewhere));
    }

    @Test
    @Timeout(60)
    void itGoesWhenNobodyRefersToIt() throws InterruptedException {
        WeakReference<Object> low = new WeakReference<>(memory(1, 1, 1).low);
        while (low.get() != null) {
            System.gc();
            Thread.sleep(1);
        }
    }
}
