package dev.tagalong.bench.workload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A module of about 1 MB for measuring how soon it gives its first result: many functions of the ordinary kind, of which a
 * run uses few. The same on every machine.
 *
 * <p>Function i takes two i32 and gives one; it computes in i32, i64 and f64 locals, loads and stores in the first 64 KiB
 * of memory, branches, has short loops, and may call one function a little below it. {@code run(units)} calls 32 of them
 * in each unit.
 */
public final class GeneratedModule {

    private static final int FUNCTIONS = 1750;
    private static final int STATEMENTS = 16;
    private static final int CALLED = 32;
    private static final long SEED = 20_240_917;

    private static final int I32 = 0x7F;
    private static final int I64 = 0x7E;
    private static final int F64 = 0x7C;
    private static final int EMPTY = 0x40;

    private static final int BLOCK_IF = 0x04;
    private static final int BLOCK_LOOP = 0x03;
    private static final int ELSE = 0x05;
    private static final int END = 0x0B;
    private static final int BR_IF = 0x0D;
    private static final int CALL = 0x10;
    private static final int LOCAL_GET = 0x20;
    private static final int LOCAL_SET = 0x21;
    private static final int LOCAL_TEE = 0x22;
    private static final int I32_LOAD = 0x28;
    private static final int I32_STORE = 0x36;
    private static final int I32_CONST = 0x41;
    private static final int I32_LT_U = 0x49;
    private static final int I32_ADD = 0x6A;
    private static final int I32_SUB = 0x6B;
    private static final int I32_AND = 0x71;
    private static final int I32_XOR = 0x73;
    private static final int I32_WRAP = 0xA7;
    private static final int I64_EXTEND_U = 0xAD;
    private static final int I64_MUL = 0x7E;
    private static final int I64_XOR = 0x85;
    private static final int I64_SHR_U = 0x88;
    private static final int F64_CONVERT_U = 0xB8;
    private static final int F64_ADD = 0xA0;
    private static final int F64_MUL = 0xA2;
    private static final int F64_CONST = 0x44;
    /** add, sub, mul, and, or, xor, shl, shr_u, rotl. */
    private static final int[] I32_OPERATIONS = {0x6A, 0x6B, 0x6C, 0x71, 0x72, 0x73, 0x74, 0x76, 0x77};
    /** i32.trunc_sat_f64_u, after its prefix. */
    private static final int TRUNC_SAT_PREFIX = 0xFC;

    private static final int TRUNC_SAT_F64_U = 0x03;

    /** Locals: two parameters, four i32, a loop counter, two i64, two f64. */
    private static final int I32_LOCALS = 6;

    private static final int COUNTER = 6;
    private static final int I64_LOCAL = 7;
    private static final int F64_LOCAL = 9;

    private final Random random = new Random(SEED);

    private GeneratedModule() {}

    /** The module's bytes. */
    public static byte[] bytes() {
        return new GeneratedModule().module();
    }

    private byte[] module() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(out, 1, s -> {
            number(s, 2);
            type(s, 2);
            type(s, 1);
        });
        section(out, 3, s -> {
            number(s, FUNCTIONS + 1);
            for (int i = 0; i < FUNCTIONS; i++) {
                number(s, 0);
            }
            number(s, 1);
        });
        section(out, 5, s -> s.writeBytes(new byte[] {1, 0, 1}));
        section(out, 7, s -> {
            number(s, 1);
            byte[] name = "run".getBytes(StandardCharsets.US_ASCII);
            number(s, name.length);
            s.writeBytes(name);
            s.write(0);
            number(s, FUNCTIONS);
        });
        section(out, 10, s -> {
            number(s, FUNCTIONS + 1);
            for (int i = 0; i < FUNCTIONS; i++) {
                int index = i;
                sized(s, body -> function(body, index));
            }
            sized(s, GeneratedModule::run);
        });
        return out.toByteArray();
    }

    private static void type(ByteArrayOutputStream out, int parameters) {
        out.write(0x60);
        number(out, parameters);
        for (int i = 0; i < parameters; i++) {
            out.write(I32);
        }
        number(out, 1);
        out.write(I32);
    }

    private void function(ByteArrayOutputStream b, int index) {
        b.writeBytes(new byte[] {3, I32_LOCALS - 2 + 1, I32, 2, I64, 2, F64});
        int callAt = index > 60 && index % 8 == 0 ? random.nextInt(STATEMENTS) : -1;
        for (int i = 0; i < STATEMENTS; i++) {
            if (i == callAt) {
                local(b, LOCAL_GET, i32Local());
                local(b, LOCAL_GET, i32Local());
                b.write(CALL);
                number(b, index - 1 - random.nextInt(50));
                local(b, LOCAL_SET, i32Local());
            } else {
                statement(b);
            }
        }
        for (int i = 0; i < I32_LOCALS; i++) {
            local(b, LOCAL_GET, i);
            if (i > 0) {
                b.write(i % 2 == 0 ? I32_ADD : I32_XOR);
            }
        }
        b.write(END);
    }

    private void statement(ByteArrayOutputStream b) {
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                expression(b, 3);
                local(b, LOCAL_SET, i32Local());
            }
            case 2 -> {
                address(b);
                expression(b, 2);
                access(b, I32_STORE);
            }
            case 3 -> conditional(b);
            case 4 -> loop(b);
            default -> wide(b);
        }
    }

    private void conditional(ByteArrayOutputStream b) {
        local(b, LOCAL_GET, i32Local());
        local(b, LOCAL_GET, i32Local());
        b.write(I32_LT_U);
        b.write(BLOCK_IF);
        b.write(EMPTY);
        expression(b, 2);
        local(b, LOCAL_SET, i32Local());
        b.write(ELSE);
        expression(b, 1);
        local(b, LOCAL_SET, i32Local());
        b.write(END);
    }

    /** From one to four rounds. */
    private void loop(ByteArrayOutputStream b) {
        constant(b, 1 + random.nextInt(4));
        local(b, LOCAL_SET, COUNTER);
        b.write(BLOCK_LOOP);
        b.write(EMPTY);
        expression(b, 2);
        local(b, LOCAL_SET, i32Local());
        local(b, LOCAL_GET, COUNTER);
        constant(b, 1);
        b.write(I32_SUB);
        local(b, LOCAL_TEE, COUNTER);
        b.write(BR_IF);
        number(b, 0);
        b.write(END);
    }

    /** Through i64 and f64 and back. */
    private void wide(ByteArrayOutputStream b) {
        int wide = I64_LOCAL + random.nextInt(2);
        int real = F64_LOCAL + random.nextInt(2);
        local(b, LOCAL_GET, wide);
        local(b, LOCAL_GET, i32Local());
        b.write(I64_EXTEND_U);
        b.write(random.nextBoolean() ? I64_MUL : I64_XOR);
        local(b, LOCAL_GET, I64_LOCAL);
        b.write(I64_SHR_U);
        local(b, LOCAL_SET, wide);
        local(b, LOCAL_GET, real);
        local(b, LOCAL_GET, i32Local());
        b.write(F64_CONVERT_U);
        b.write(F64_CONST);
        long bits = Double.doubleToRawLongBits(random.nextInt(1000) / 8.0);
        for (int i = 0; i < Long.SIZE; i += Byte.SIZE) {
            b.write((int) (bits >>> i));
        }
        b.write(F64_MUL);
        b.write(F64_ADD);
        local(b, LOCAL_TEE, real);
        b.write(TRUNC_SAT_PREFIX);
        number(b, TRUNC_SAT_F64_U);
        local(b, LOCAL_GET, wide);
        b.write(I32_WRAP);
        b.write(I32_ADD);
        local(b, LOCAL_SET, i32Local());
    }

    private void expression(ByteArrayOutputStream b, int depth) {
        if (depth == 0) {
            switch (random.nextInt(4)) {
                case 0 -> constant(b, random.nextInt());
                case 1 -> {
                    address(b);
                    access(b, I32_LOAD);
                }
                default -> local(b, LOCAL_GET, i32Local());
            }
            return;
        }
        expression(b, depth - 1);
        expression(b, random.nextInt(depth));
        b.write(I32_OPERATIONS[random.nextInt(I32_OPERATIONS.length)]);
    }

    /** An address of a word in the first 64 KiB, but for the last 4 KiB, where offsets lead. */
    private void address(ByteArrayOutputStream b) {
        local(b, LOCAL_GET, i32Local());
        constant(b, 0xEFFC);
        b.write(I32_AND);
    }

    private void access(ByteArrayOutputStream b, int operation) {
        b.write(operation);
        number(b, 2);
        number(b, random.nextInt(1024) * 4);
    }

    private int i32Local() {
        return random.nextInt(I32_LOCALS);
    }

    /** {@code run(units)}: calls functions from all over the module, each with the sum so far and the unit's number. */
    private static void run(ByteArrayOutputStream b) {
        b.writeBytes(new byte[] {1, 1, I32});
        b.write(BLOCK_LOOP);
        b.write(EMPTY);
        for (int i = 0; i < CALLED; i++) {
            local(b, LOCAL_GET, 1);
            local(b, LOCAL_GET, 0);
            b.write(CALL);
            number(b, (i * 73 + 40) % FUNCTIONS);
            local(b, LOCAL_SET, 1);
        }
        local(b, LOCAL_GET, 0);
        constant(b, 1);
        b.write(I32_SUB);
        local(b, LOCAL_TEE, 0);
        b.write(BR_IF);
        number(b, 0);
        b.write(END);
        local(b, LOCAL_GET, 1);
        b.write(END);
    }

    private static void local(ByteArrayOutputStream b, int operation, int index) {
        b.write(operation);
        number(b, index);
    }

    private static void constant(ByteArrayOutputStream b, int value) {
        b.write(I32_CONST);
        int rest = value;
        while (rest < -64 || rest > 63) {
            b.write(rest & 0x7F | 0x80);
            rest >>= 7;
        }
        b.write(rest & 0x7F);
    }

    private static void section(ByteArrayOutputStream out, int id, Consumer<ByteArrayOutputStream> contents) {
        out.write(id);
        sized(out, contents);
    }

    private static void sized(ByteArrayOutputStream out, Consumer<ByteArrayOutputStream> contents) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        contents.accept(inner);
        number(out, inner.size());
        out.writeBytes(inner.toByteArray());
    }

    /** LEB128, unsigned. */
    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
