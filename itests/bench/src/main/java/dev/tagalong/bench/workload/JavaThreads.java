package dev.tagalong.bench.workload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.IntUnaryOperator;

/** What {@code threads.c} does, in Java: volatile accesses of an array of ints, as C's atomics without another word are. */
abstract class JavaThreads implements TwoThreads.Pair {

    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private static final int ENTRIES = 1024;

    /** The first of the numbers, and the next one a line of the cache further on. */
    private static final int HEAD = 16;

    private static final int TAIL = 2 * HEAD;
    private static final int SPREAD = 0x9E3779B1;

    final int[] numbers = new int[TAIL + HEAD];

    /** The counter of a kind 0, the ring buffer of a kind 1. */
    static JavaThreads of(int kind) {
        return kind == 0 ? new Counter() : new Ring();
    }

    @Override
    public void reset() {
        INTS.setVolatile(numbers, HEAD, 0);
        INTS.setVolatile(numbers, TAIL, 0);
    }

    private static final class Counter extends JavaThreads {

        private int add(int times) {
            int sum = 0;
            for (int i = 0; i < times; i++) {
                sum += (int) INTS.getAndAdd(numbers, HEAD, 1);
            }
            return sum;
        }

        @Override
        public IntUnaryOperator first() {
            return this::add;
        }

        @Override
        public IntUnaryOperator second() {
            return this::add;
        }
    }

    private static final class Ring extends JavaThreads {

        private final int[] entries = new int[ENTRIES];

        private int fill(int units) {
            int sum = 0;
            for (int i = 0; i < units; i++) {
                int tail = (int) INTS.getVolatile(numbers, TAIL);
                while (tail - (int) INTS.getVolatile(numbers, HEAD) == ENTRIES) {
                    // As C does, without a word to the processor.
                }
                entries[tail & ENTRIES - 1] = i * SPREAD;
                INTS.setVolatile(numbers, TAIL, tail + 1);
                sum += i;
            }
            return sum;
        }

        private int empty(int units) {
            int sum = 0;
            for (int i = 0; i < units; i++) {
                int head = (int) INTS.getVolatile(numbers, HEAD);
                while ((int) INTS.getVolatile(numbers, TAIL) == head) {
                    // As above.
                }
                int value = entries[head & ENTRIES - 1];
                sum = (sum ^ value) * 16777619 + (sum >>> 15);
                INTS.setVolatile(numbers, HEAD, head + 1);
            }
            return sum;
        }

        @Override
        public IntUnaryOperator first() {
            return this::fill;
        }

        @Override
        public IntUnaryOperator second() {
            return this::empty;
        }
    }
}
