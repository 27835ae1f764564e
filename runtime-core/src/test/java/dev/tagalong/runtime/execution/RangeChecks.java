package dev.tagalong.runtime.execution;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;

import dev.tagalong.runtime.testing.Program;
import java.util.Collections;
import java.util.Random;

/**
 * Functions of two range checks of their parameter, which go one of three ways. The first check's result comes through a
 * helper or a local, and {@link #FAILED} is the way if it does not hold. The second one decides between {@link #HOLDS} and
 * {@link #ELSE}; it is a comparison, a {@code br_table}, or the bounds check of a load, which traps. A function answers its
 * parameter times four plus the way.
 */
final class RangeChecks {

    static final int FAILED = 1;
    static final int HOLDS = 2;
    static final int ELSE = 3;

    private static final int WAYS = 4;

    /** How the first check's result comes to the branch that it decides. */
    enum Shape {
        CALL,
        NEGATED,
        MASKED,
        LOCAL,
        IF,
        SELECT,
        FLOW,
        BRANCH_TABLE,
        SWITCH
    }

    /**
     * A function {@code name}, of type i32 to i32. Its helper, exported as {@code name?}, takes the parameter plus an offset,
     * and the bound.
     */
    record Check(String name, Shape shape, int first, int second, int[] bounds, int offset, boolean wide, int last) {

        @Override
        public String toString() {
            String width = wide ? "i64" : "i32";
            return name + ": " + width + " comparisons " + first + " to " + bounds[0] + " and " + second + " to "
                    + bounds[1] + ", offset " + offset + ", last " + last;
        }
    }

    private static final int[][] BOUNDS = {{16, 8}, {8, 16}, {-5, 20}, {20, -5}, {0, 16}};
    private static final int[] OFFSETS = {0, -4, Integer.MIN_VALUE};
    private static final int COMPARISONS = 8;
    private static final int FIRST_CASES = 16;
    private static final int LAST_CASES = 8;

    // Opcodes; the comparisons are lt, gt, le, ge, each signed and unsigned.
    private static final int I32_LT_S = 0x48;
    private static final int I64_LT_S = 0x53;
    private static final int I32_NE = 0x47;
    private static final int I32_AND = 0x71;
    private static final int I64_EXTEND_I32_S = 0xAC;
    private static final int I64_EXTEND_I32_U = 0xAD;
    private static final int I32_LOAD8_U = 0x2D;

    private RangeChecks() {}

    /** The way that leads to an answer. */
    static int way(int answer) {
        return Math.floorMod(answer, WAYS);
    }

    /** One of many. */
    static Check random(Shape shape, String name, Random random) {
        return new Check(
                name,
                shape,
                random.nextInt(COMPARISONS),
                random.nextInt(COMPARISONS),
                BOUNDS[random.nextInt(BOUNDS.length)],
                OFFSETS[random.nextInt(OFFSETS.length)],
                random.nextInt(4) == 0,
                random.nextInt(8));
    }

    /** Adds the function and its helper to a program that has a memory of a page. */
    static void write(Check check, Program program) {
        int helper = program.function(check.name + "?", "ii:i", "i", helper(check));
        byte[] value = check.offset == 0 ? get(0) : bytes(get(0), i32(check.offset), I32_ADD);
        byte[] call = bytes(value, i32(check.bounds[0]), CALL, u32(helper));
        byte[] first = switch (check.shape) {
            case BRANCH_TABLE -> bytes(cases(1, call), answer(FAILED), RETURN, END);
            case LOCAL ->
                unless(bytes(comparison(check, check.first, value, i32(check.bounds[0])), SET, 1, get(1), I32_EQZ));
            case NEGATED, FLOW -> unless(call);
            case SELECT -> unless(bytes(call, i32(7), I32_NE));
            case MASKED -> unless(bytes(call, i32(1), I32_AND, I32_EQZ));
            default -> unless(bytes(call, I32_EQZ));
        };
        byte[] last = switch (check.last) {
            case 0 -> bytes(value, I32_LOAD8_U, 0, 0, DROP);
            case 1 -> bytes(cases(LAST_CASES, value), answer(HOLDS), RETURN, END);
            default ->
                bytes(
                        comparison(check, check.second, value, i32(check.bounds[1])),
                        bytes(IF, VOID, answer(HOLDS), RETURN, END));
        };
        program.function(check.name, "i:i", "i", first, last, answer(ELSE));
    }

    private static byte[] helper(Check check) {
        byte[] holds = comparison(check, check.first, get(0), get(1));
        return switch (check.shape) {
            case NEGATED -> bytes(holds, I32_EQZ);
            case IF -> bytes(holds, bytes(IF, I32, i32(1)), bytes(Program.ELSE, i32(0), END));
            case SELECT -> bytes(i32(7), i32(0), holds, SELECT);
            case FLOW -> bytes(BLOCK, VOID, holds, BR_IF, 0, i32(5), SET, 2, END, get(2));
            case SWITCH -> bytes(cases(FIRST_CASES, get(0)), i32(1), RETURN, END, i32(0));
            default -> holds;
        };
    }

    private static byte[] answer(int way) {
        return bytes(get(0), i32(WAYS), I32_MUL, i32(way), I32_ADD);
    }

    private static byte[] unless(byte[] condition) {
        return bytes(condition, IF, VOID, answer(FAILED), RETURN, END);
    }

    /** Two blocks: the inner one is left if the index is below {@code count}, the outer one, which is still open, if not. */
    private static byte[] cases(int count, byte[] index) {
        Object[] labels = Collections.nCopies(count, u32(0)).toArray();
        return bytes(BLOCK, VOID, BLOCK, VOID, index, BR_TABLE, vector(labels), 1, END);
    }

    private static byte[] comparison(Check check, int comparison, byte[] left, byte[] right) {
        if (!check.wide) {
            return bytes(left, right, I32_LT_S + comparison);
        }
        int extend = comparison % 2 == 0 ? I64_EXTEND_I32_S : I64_EXTEND_I32_U;
        return bytes(left, extend, right, extend, I64_LT_S + comparison);
    }
}
