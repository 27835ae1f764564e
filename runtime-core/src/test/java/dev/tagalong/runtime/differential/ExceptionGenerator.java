package dev.tagalong.runtime.differential;

import static dev.tagalong.runtime.differential.ModuleShape.TAGS;
import static dev.tagalong.runtime.differential.ModuleShape.parametersOf;
import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Program.*;

import java.util.Random;

/** Writes code that throws exceptions and catches them, as statements. */
final class ExceptionGenerator {

    private final Random random;
    private final ModuleShape module;
    private final Code code;

    /** What the function's own generator writes. */
    interface Code {
        byte[] values(String types, int nest);

        byte[] pop(String types);

        byte[] statements(int nest);
    }

    ExceptionGenerator(Random random, ModuleShape module, Code code) {
        this.random = random;
        this.module = module;
        this.code = code;
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private String taken(int tag) {
        return parametersOf(TAGS.get(tag));
    }

    /** Throws for good. */
    byte[] leave(int nest) {
        if (oneIn(12)) {
            return bytes(0xD0, EXNREF, THROW_REF);
        }
        int tag = random.nextInt(TAGS.size());
        return bytes(code.values(taken(tag), nest), THROW, tag);
    }

    private byte[] perhaps(byte[] end) {
        return bytes(code.values("i", 1), IF, VOID, end, END);
    }

    byte[] write(int nest) {
        return switch (random.nextInt(5)) {
            case 0 -> oneTag(nest);
            case 1 -> several(nest);
            case 2 -> legacy(nest);
            case 3 -> delegated(nest);
            default -> withResults(nest);
        };
    }

    private byte[] attempt(int nest) {
        return bytes(code.statements(nest - 1), oneIn(2) ? perhaps(leave(0)) : bytes());
    }

    /** A clause with a tag, whose exception is thrown again at times. */
    private byte[] oneTag(int nest) {
        int tag = random.nextInt(TAGS.size());
        int left = module.type(':' + taken(tag) + 'x');
        byte[] attempt = bytes(TRY_TABLE, VOID, vector(bytes(1, tag, 0)), attempt(nest), END);
        byte[] again = bytes(code.values("i", 1), IF, signed(module.type("x:")), THROW_REF, ELSE, DROP, END);
        byte[] caught = bytes(again, code.pop(taken(tag)), code.statements(nest - 2));
        return bytes(BLOCK, VOID, BLOCK, signed(left), attempt, BR, 1, END, caught, END);
    }

    /** Clauses that come one after the other, the last for all. */
    private byte[] several(int nest) {
        int tag = random.nextInt(TAGS.size());
        int other = random.nextInt(TAGS.size());
        byte[] clauses = vector(bytes(0, tag, 1), bytes(0, other, 0), oneIn(2) ? bytes(2, 2) : bytes(2, 3));
        byte[] attempt = bytes(TRY_TABLE, VOID, clauses, attempt(nest), END, BR, 2);
        byte[] inner = bytes(BLOCK, signed(module.type(':' + taken(other))), attempt, END, code.pop(taken(other)));
        byte[] outer = bytes(BLOCK, signed(module.type(':' + taken(tag))), inner, BR, 1, END, code.pop(taken(tag)));
        return bytes(BLOCK, VOID, BLOCK, VOID, outer, code.statements(nest - 2), END, code.statements(1), END);
    }

    private byte[] legacy(int nest) {
        byte[] all = bytes(TRY, VOID, attempt(nest));
        for (int i = random.nextInt(3); i > 0; i--) {
            int tag = random.nextInt(TAGS.size());
            all = bytes(all, CATCH, tag, code.pop(taken(tag)), handler(nest));
        }
        return bytes(all, oneIn(2) ? bytes(CATCH_ALL, handler(nest)) : bytes(), END);
    }

    private byte[] handler(int nest) {
        return bytes(code.statements(nest - 2), oneIn(3) ? perhaps(bytes(RETHROW, 1)) : bytes(), code.statements(1));
    }

    /** Past a {@code try}, to another one or out of it. */
    private byte[] delegated(int nest) {
        byte[] inner = bytes(TRY, VOID, attempt(nest), DELEGATE, random.nextInt(5), code.statements(1));
        byte[] between = bytes(TRY, VOID, inner, CATCH_ALL, handler(nest), END);
        byte[] outer = bytes(TRY, VOID, BLOCK, VOID, between, END, CATCH_ALL, handler(nest), END);
        return bytes(LOOP, VOID, outer, END);
    }

    /** Values come out of a block that throws, and out of its handlers. */
    private byte[] withResults(int nest) {
        int tag = random.nextInt(TAGS.size());
        String results = taken(tag);
        int left = module.type(':' + results);
        byte[] attempt = bytes(attempt(nest), code.values(results, 0));
        if (oneIn(2)) {
            byte[] other = bytes(CATCH_ALL, code.statements(1), code.values(results, 0), END);
            return bytes(TRY, signed(left), attempt, CATCH, tag, other, code.pop(results));
        }
        return bytes(
                BLOCK,
                signed(left),
                TRY_TABLE,
                signed(left),
                vector(bytes(0, tag, 0)),
                attempt,
                END,
                END,
                code.pop(results));
    }
}
