package dev.tagalong.runtime.internal.instructions;

import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.internal.memory.AtomicMemory;
import dev.tagalong.runtime.internal.memory.Rmw;
import dev.tagalong.runtime.internal.memory.WaitQueues;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.thread.Parking;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;

/**
 * Atomic instructions (proposal "threads"). Each takes the address with the offset added, negative if it has more than 63
 * bits, then the other operands, the instance and the memory's index.
 */
public final class AtomicInstructions {

    private static final int WOKEN = 0;
    private static final int NOT_EQUAL = 1;
    private static final int TIMED_OUT = 2;

    private AtomicInstructions() {}

    private static AtomicMemory memory(InstanceImpl instance, int memory) {
        return instance.memories[memory];
    }

    // ---- waiting

    /** Wakes up to so many threads that wait at an address; how many there were. */
    public static int memory_atomic_notify(long address, int count, InstanceImpl instance, int memory) {
        AtomicMemory notified = memory(instance, memory);
        notified.atomicLoadInt(address);
        return notified.waitQueues() == null ? 0 : notified.waitQueues().notify(address, count);
    }

    /** Waits if four bytes are as expected: 0 if woken, 1 if they are not, 2 after some nanoseconds. */
    public static int memory_atomic_wait32(long address, int expected, long nanos, InstanceImpl instance, int memory) {
        AtomicMemory awaited = memory(instance, memory);
        return await(
                awaited,
                address,
                awaited.atomicLoadInt(address) == expected,
                () -> awaited.atomicLoadInt(address) == expected,
                nanos);
    }

    /** Waits if eight bytes are as expected: 0 if woken, 1 if they are not, 2 after some nanoseconds. */
    public static int memory_atomic_wait64(long address, long expected, long nanos, InstanceImpl instance, int memory) {
        AtomicMemory awaited = memory(instance, memory);
        return await(
                awaited,
                address,
                awaited.atomicLoadLong(address) == expected,
                () -> awaited.atomicLoadLong(address) == expected,
                nanos);
    }

    private static int await(AtomicMemory memory, long at, boolean equal, BooleanSupplier stillEqual, long nanos) {
        WaitQueues queues = memory.waitQueues();
        if (queues == null) {
            throw new Trap(TrapKind.EXPECTED_SHARED_MEMORY);
        }
        WaitQueues.Waiter waiter = equal ? queues.begin(at, stillEqual) : null;
        if (waiter == null) {
            return NOT_EQUAL;
        }
        try {
            Parking.await(ExecutionContext.current(), waiter::notified, nanos);
        } finally {
            queues.end(waiter);
        }
        return waiter.notified() ? WOKEN : TIMED_OUT;
    }

    /** Orders the accesses before and after it. */
    public static void atomic_fence() {
        VarHandle.fullFence();
    }

    // ---- loads

    /** Loads four bytes. */
    public static int i32_atomic_load(long address, InstanceImpl instance, int memory) {
        return memory(instance, memory).atomicLoadInt(address);
    }

    /** Loads eight bytes. */
    public static long i64_atomic_load(long address, InstanceImpl instance, int memory) {
        return memory(instance, memory).atomicLoadLong(address);
    }

    /** Loads a byte. */
    public static int i32_atomic_load8_u(long address, InstanceImpl instance, int memory) {
        return memory(instance, memory).atomicLoadByte(address);
    }

    /** Loads two bytes. */
    public static int i32_atomic_load16_u(long address, InstanceImpl instance, int memory) {
        return memory(instance, memory).atomicLoadShort(address);
    }

    /** Loads a byte. */
    public static long i64_atomic_load8_u(long address, InstanceImpl instance, int memory) {
        return memory(instance, memory).atomicLoadByte(address);
    }

    /** Loads two bytes. */
    public static long i64_atomic_load16_u(long address, InstanceImpl instance, int memory) {
        return memory(instance, memory).atomicLoadShort(address);
    }

    /** Loads four bytes. */
    public static long i64_atomic_load32_u(long address, InstanceImpl instance, int memory) {
        return Integer.toUnsignedLong(memory(instance, memory).atomicLoadInt(address));
    }

    // ---- stores

    /** Stores four bytes. */
    public static void i32_atomic_store(long address, int value, InstanceImpl instance, int memory) {
        memory(instance, memory).atomicStoreInt(address, value);
    }

    /** Stores eight bytes. */
    public static void i64_atomic_store(long address, long value, InstanceImpl instance, int memory) {
        memory(instance, memory).atomicStoreLong(address, value);
    }

    /** Stores a byte. */
    public static void i32_atomic_store8(long address, int value, InstanceImpl instance, int memory) {
        memory(instance, memory).atomicStoreByte(address, value);
    }

    /** Stores two bytes. */
    public static void i32_atomic_store16(long address, int value, InstanceImpl instance, int memory) {
        memory(instance, memory).atomicStoreShort(address, value);
    }

    /** Stores a byte. */
    public static void i64_atomic_store8(long address, long value, InstanceImpl instance, int memory) {
        memory(instance, memory).atomicStoreByte(address, (int) value);
    }

    /** Stores two bytes. */
    public static void i64_atomic_store16(long address, long value, InstanceImpl instance, int memory) {
        memory(instance, memory).atomicStoreShort(address, (int) value);
    }

    /** Stores four bytes. */
    public static void i64_atomic_store32(long address, long value, InstanceImpl instance, int memory) {
        memory(instance, memory).atomicStoreInt(address, (int) value);
    }

    // ---- changes; each answers what was there

    /** Adds to four bytes. */
    public static int i32_atomic_rmw_add(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwInt(Rmw.ADD, address, operand);
    }

    /** Adds to eight bytes. */
    public static long i64_atomic_rmw_add(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwLong(Rmw.ADD, address, operand);
    }

    /** Adds to a byte. */
    public static int i32_atomic_rmw8_add_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.ADD, address, operand);
    }

    /** Adds to two bytes. */
    public static int i32_atomic_rmw16_add_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.ADD, address, operand);
    }

    /** Adds to a byte. */
    public static long i64_atomic_rmw8_add_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.ADD, address, (int) operand);
    }

    /** Adds to two bytes. */
    public static long i64_atomic_rmw16_add_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.ADD, address, (int) operand);
    }

    /** Adds to four bytes. */
    public static long i64_atomic_rmw32_add_u(long address, long operand, InstanceImpl instance, int memory) {
        return Integer.toUnsignedLong(memory(instance, memory).rmwInt(Rmw.ADD, address, (int) operand));
    }

    /** Subtracts from four bytes. */
    public static int i32_atomic_rmw_sub(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwInt(Rmw.SUB, address, operand);
    }

    /** Subtracts from eight bytes. */
    public static long i64_atomic_rmw_sub(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwLong(Rmw.SUB, address, operand);
    }

    /** Subtracts from a byte. */
    public static int i32_atomic_rmw8_sub_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.SUB, address, operand);
    }

    /** Subtracts from two bytes. */
    public static int i32_atomic_rmw16_sub_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.SUB, address, operand);
    }

    /** Subtracts from a byte. */
    public static long i64_atomic_rmw8_sub_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.SUB, address, (int) operand);
    }

    /** Subtracts from two bytes. */
    public static long i64_atomic_rmw16_sub_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.SUB, address, (int) operand);
    }

    /** Subtracts from four bytes. */
    public static long i64_atomic_rmw32_sub_u(long address, long operand, InstanceImpl instance, int memory) {
        return Integer.toUnsignedLong(memory(instance, memory).rmwInt(Rmw.SUB, address, (int) operand));
    }

    /** Keeps some bits of four bytes. */
    public static int i32_atomic_rmw_and(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwInt(Rmw.AND, address, operand);
    }

    /** Keeps some bits of eight bytes. */
    public static long i64_atomic_rmw_and(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwLong(Rmw.AND, address, operand);
    }

    /** Keeps some bits of a byte. */
    public static int i32_atomic_rmw8_and_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.AND, address, operand);
    }

    /** Keeps some bits of two bytes. */
    public static int i32_atomic_rmw16_and_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.AND, address, operand);
    }

    /** Keeps some bits of a byte. */
    public static long i64_atomic_rmw8_and_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.AND, address, (int) operand);
    }

    /** Keeps some bits of two bytes. */
    public static long i64_atomic_rmw16_and_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.AND, address, (int) operand);
    }

    /** Keeps some bits of four bytes. */
    public static long i64_atomic_rmw32_and_u(long address, long operand, InstanceImpl instance, int memory) {
        return Integer.toUnsignedLong(memory(instance, memory).rmwInt(Rmw.AND, address, (int) operand));
    }

    /** Sets some bits of four bytes. */
    public static int i32_atomic_rmw_or(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwInt(Rmw.OR, address, operand);
    }

    /** Sets some bits of eight bytes. */
    public static long i64_atomic_rmw_or(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwLong(Rmw.OR, address, operand);
    }

    /** Sets some bits of a byte. */
    public static int i32_atomic_rmw8_or_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.OR, address, operand);
    }

    /** Sets some bits of two bytes. */
    public static int i32_atomic_rmw16_or_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.OR, address, operand);
    }

    /** Sets some bits of a byte. */
    public static long i64_atomic_rmw8_or_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.OR, address, (int) operand);
    }

    /** Sets some bits of two bytes. */
    public static long i64_atomic_rmw16_or_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.OR, address, (int) operand);
    }

    /** Sets some bits of four bytes. */
    public static long i64_atomic_rmw32_or_u(long address, long operand, InstanceImpl instance, int memory) {
        return Integer.toUnsignedLong(memory(instance, memory).rmwInt(Rmw.OR, address, (int) operand));
    }

    /** Inverts some bits of four bytes. */
    public static int i32_atomic_rmw_xor(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwInt(Rmw.XOR, address, operand);
    }

    /** Inverts some bits of eight bytes. */
    public static long i64_atomic_rmw_xor(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwLong(Rmw.XOR, address, operand);
    }

    /** Inverts some bits of a byte. */
    public static int i32_atomic_rmw8_xor_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.XOR, address, operand);
    }

    /** Inverts some bits of two bytes. */
    public static int i32_atomic_rmw16_xor_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.XOR, address, operand);
    }

    /** Inverts some bits of a byte. */
    public static long i64_atomic_rmw8_xor_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.XOR, address, (int) operand);
    }

    /** Inverts some bits of two bytes. */
    public static long i64_atomic_rmw16_xor_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.XOR, address, (int) operand);
    }

    /** Inverts some bits of four bytes. */
    public static long i64_atomic_rmw32_xor_u(long address, long operand, InstanceImpl instance, int memory) {
        return Integer.toUnsignedLong(memory(instance, memory).rmwInt(Rmw.XOR, address, (int) operand));
    }

    /** Replaces four bytes. */
    public static int i32_atomic_rmw_xchg(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwInt(Rmw.XCHG, address, operand);
    }

    /** Replaces eight bytes. */
    public static long i64_atomic_rmw_xchg(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwLong(Rmw.XCHG, address, operand);
    }

    /** Replaces a byte. */
    public static int i32_atomic_rmw8_xchg_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.XCHG, address, operand);
    }

    /** Replaces two bytes. */
    public static int i32_atomic_rmw16_xchg_u(long address, int operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.XCHG, address, operand);
    }

    /** Replaces a byte. */
    public static long i64_atomic_rmw8_xchg_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwByte(Rmw.XCHG, address, (int) operand);
    }

    /** Replaces two bytes. */
    public static long i64_atomic_rmw16_xchg_u(long address, long operand, InstanceImpl instance, int memory) {
        return memory(instance, memory).rmwShort(Rmw.XCHG, address, (int) operand);
    }

    /** Replaces four bytes. */
    public static long i64_atomic_rmw32_xchg_u(long address, long operand, InstanceImpl instance, int memory) {
        return Integer.toUnsignedLong(memory(instance, memory).rmwInt(Rmw.XCHG, address, (int) operand));
    }

    /** Replaces four bytes if they are as expected. */
    public static int i32_atomic_rmw_cmpxchg(
            long address, int expected, int replacement, InstanceImpl instance, int memory) {
        return memory(instance, memory).compareExchangeInt(address, expected, replacement);
    }

    /** Replaces eight bytes if they are as expected. */
    public static long i64_atomic_rmw_cmpxchg(
            long address, long expected, long replacement, InstanceImpl instance, int memory) {
        return memory(instance, memory).compareExchangeLong(address, expected, replacement);
    }

    /** Replaces a byte if it is as expected. */
    public static int i32_atomic_rmw8_cmpxchg_u(
            long address, int expected, int replacement, InstanceImpl instance, int memory) {
        return memory(instance, memory).compareExchangeByte(address, expected, replacement);
    }

    /** Replaces two bytes if they are as expected. */
    public static int i32_atomic_rmw16_cmpxchg_u(
            long address, int expected, int replacement, InstanceImpl instance, int memory) {
        return memory(instance, memory).compareExchangeShort(address, expected, replacement);
    }

    /** Replaces a byte if it is as expected. */
    public static long i64_atomic_rmw8_cmpxchg_u(
            long address, long expected, long replacement, InstanceImpl instance, int memory) {
        return memory(instance, memory).compareExchangeByte(address, (int) expected, (int) replacement);
    }

    /** Replaces two bytes if they are as expected. */
    public static long i64_atomic_rmw16_cmpxchg_u(
            long address, long expected, long replacement, InstanceImpl instance, int memory) {
        return memory(instance, memory).compareExchangeShort(address, (int) expected, (int) replacement);
    }

    /** Replaces four bytes if they are as expected. */
    public static long i64_atomic_rmw32_cmpxchg_u(
            long address, long expected, long replacement, InstanceImpl instance, int memory) {
        return Integer.toUnsignedLong(
                memory(instance, memory).compareExchangeInt(address, (int) expected, (int) replacement));
    }
}
