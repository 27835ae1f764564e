package dev.tagalong.runtime.internal.compile.link;

import dev.tagalong.runtime.internal.memory.Rmw;
import dev.tagalong.runtime.internal.memory.SharedMemory;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import java.nio.ByteBuffer;

/**
 * How generated code executes some atomic instructions on a memory 0 that is shared: in its first buffer, or, where that
 * ends or an address is not aligned, by the memory's own methods. A store is a fence for the processor, so what comes next
 * begins with loading the fields that lead to the bytes: from the buffer it is one step.
 *
 * <p>Methods have the names of the instructions' meanings. Each takes the address with the offset added, which is not
 * negative, the other operands, the buffer, and the instance.
 */
public final class SharedAtomics {

    private SharedAtomics() {}

    private static boolean isLow(long address, int width, ByteBuffer low) {
        return (address & width - 1) == 0 && address < low.limit();
    }

    /** Loads four bytes. */
    public static int i32_atomic_load(long address, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Integer.BYTES, low)) {
            return (int) SharedMemory.INT.getVolatile(low, (int) address);
        }
        return instance.memory0.atomicLoadInt(address);
    }

    /** Stores four bytes. */
    public static void i32_atomic_store(long address, int value, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Integer.BYTES, low)) {
            SharedMemory.INT.setVolatile(low, (int) address, value);
        } else {
            instance.memory0.atomicStoreInt(address, value);
        }
    }

    /** Replaces four bytes if they are as expected. */
    public static int i32_atomic_rmw_cmpxchg(
            long address, int expected, int replacement, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Integer.BYTES, low)) {
            return (int) SharedMemory.INT.compareAndExchange(low, (int) address, expected, replacement);
        }
        return instance.memory0.compareExchangeInt(address, expected, replacement);
    }

    /** Adds to four bytes. */
    public static int i32_atomic_rmw_add(long address, int operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Integer.BYTES, low)) {
            return (int) SharedMemory.INT.getAndAdd(low, (int) address, operand);
        }
        return instance.memory0.rmwInt(Rmw.ADD, address, operand);
    }

    /** Subtracts from four bytes. */
    public static int i32_atomic_rmw_sub(long address, int operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Integer.BYTES, low)) {
            return (int) SharedMemory.INT.getAndAdd(low, (int) address, -operand);
        }
        return instance.memory0.rmwInt(Rmw.SUB, address, operand);
    }

    /** Keeps some bits of four bytes. */
    public static int i32_atomic_rmw_and(long address, int operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Integer.BYTES, low)) {
            return (int) SharedMemory.INT.getAndBitwiseAnd(low, (int) address, operand);
        }
        return instance.memory0.rmwInt(Rmw.AND, address, operand);
    }

    /** Sets some bits of four bytes. */
    public static int i32_atomic_rmw_or(long address, int operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Integer.BYTES, low)) {
            return (int) SharedMemory.INT.getAndBitwiseOr(low, (int) address, operand);
        }
        return instance.memory0.rmwInt(Rmw.OR, address, operand);
    }

    /** Inverts some bits of four bytes. */
    public static int i32_atomic_rmw_xor(long address, int operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Integer.BYTES, low)) {
            return (int) SharedMemory.INT.getAndBitwiseXor(low, (int) address, operand);
        }
        return instance.memory0.rmwInt(Rmw.XOR, address, operand);
    }

    /** Replaces four bytes. */
    public static int i32_atomic_rmw_xchg(long address, int operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Integer.BYTES, low)) {
            return (int) SharedMemory.INT.getAndSet(low, (int) address, operand);
        }
        return instance.memory0.rmwInt(Rmw.XCHG, address, operand);
    }

    /** Loads eight bytes. */
    public static long i64_atomic_load(long address, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Long.BYTES, low)) {
            return (long) SharedMemory.LONG.getVolatile(low, (int) address);
        }
        return instance.memory0.atomicLoadLong(address);
    }

    /** Stores eight bytes. */
    public static void i64_atomic_store(long address, long value, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Long.BYTES, low)) {
            SharedMemory.LONG.setVolatile(low, (int) address, value);
        } else {
            instance.memory0.atomicStoreLong(address, value);
        }
    }

    /** Replaces eight bytes if they are as expected. */
    public static long i64_atomic_rmw_cmpxchg(
            long address, long expected, long replacement, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Long.BYTES, low)) {
            return (long) SharedMemory.LONG.compareAndExchange(low, (int) address, expected, replacement);
        }
        return instance.memory0.compareExchangeLong(address, expected, replacement);
    }

    /** Adds to eight bytes. */
    public static long i64_atomic_rmw_add(long address, long operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Long.BYTES, low)) {
            return (long) SharedMemory.LONG.getAndAdd(low, (int) address, operand);
        }
        return instance.memory0.rmwLong(Rmw.ADD, address, operand);
    }

    /** Subtracts from eight bytes. */
    public static long i64_atomic_rmw_sub(long address, long operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Long.BYTES, low)) {
            return (long) SharedMemory.LONG.getAndAdd(low, (int) address, -operand);
        }
        return instance.memory0.rmwLong(Rmw.SUB, address, operand);
    }

    /** Keeps some bits of eight bytes. */
    public static long i64_atomic_rmw_and(long address, long operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Long.BYTES, low)) {
            return (long) SharedMemory.LONG.getAndBitwiseAnd(low, (int) address, operand);
        }
        return instance.memory0.rmwLong(Rmw.AND, address, operand);
    }

    /** Sets some bits of eight bytes. */
    public static long i64_atomic_rmw_or(long address, long operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Long.BYTES, low)) {
            return (long) SharedMemory.LONG.getAndBitwiseOr(low, (int) address, operand);
        }
        return instance.memory0.rmwLong(Rmw.OR, address, operand);
    }

    /** Inverts some bits of eight bytes. */
    public static long i64_atomic_rmw_xor(long address, long operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Long.BYTES, low)) {
            return (long) SharedMemory.LONG.getAndBitwiseXor(low, (int) address, operand);
        }
        return instance.memory0.rmwLong(Rmw.XOR, address, operand);
    }

    /** Replaces eight bytes. */
    public static long i64_atomic_rmw_xchg(long address, long operand, ByteBuffer low, InstanceImpl instance) {
        if (isLow(address, Long.BYTES, low)) {
            return (long) SharedMemory.LONG.getAndSet(low, (int) address, operand);
        }
        return instance.memory0.rmwLong(Rmw.XCHG, address, operand);
    }
}
