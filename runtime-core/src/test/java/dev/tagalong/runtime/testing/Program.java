package dev.tagalong.runtime.testing;

import static dev.tagalong.runtime.testing.Binary.*;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceLimits;
import dev.tagalong.runtime.InstanceOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A module to execute, put together piece by piece. Types are written as the opcode table does: {@code "il:f"} takes i32 and
 * i64 and gives f32, {@code r} is an externref, {@code u} a funcref, {@code v} a v128 and {@code x} an exnref. Imports come before functions.
 */
public final class Program {

    // Opcodes that tests write often.
    public static final int UNREACHABLE = 0x00;
    public static final int TRY = 0x06;
    public static final int CATCH = 0x07;
    public static final int THROW = 0x08;
    public static final int RETHROW = 0x09;
    public static final int THROW_REF = 0x0A;
    public static final int DELEGATE = 0x18;
    public static final int CATCH_ALL = 0x19;
    public static final int TRY_TABLE = 0x1F;
    public static final int BLOCK = 0x02;
    public static final int LOOP = 0x03;
    public static final int IF = 0x04;
    public static final int ELSE = 0x05;
    public static final int BR = 0x0C;
    public static final int BR_IF = 0x0D;
    public static final int BR_TABLE = 0x0E;
    public static final int RETURN = 0x0F;
    public static final int CALL = 0x10;
    public static final int CALL_INDIRECT = 0x11;
    public static final int RETURN_CALL = 0x12;
    public static final int RETURN_CALL_INDIRECT = 0x13;
    public static final int DROP = 0x1A;
    public static final int SELECT = 0x1B;
    public static final int GET = 0x20;
    public static final int SET = 0x21;
    public static final int TEE = 0x22;
    public static final int GLOBAL_GET = 0x23;
    public static final int GLOBAL_SET = 0x24;
    public static final int I32_CONST = 0x41;
    public static final int I64_CONST = 0x42;
    public static final int I32_EQZ = 0x45;
    public static final int I32_LT_U = 0x49;
    public static final int I32_ADD = 0x6A;
    public static final int I32_SUB = 0x6B;
    public static final int I32_MUL = 0x6C;
    public static final int I32_DIV_S = 0x6D;
    public static final int I64_ADD = 0x7C;
    public static final int VOID = 0x40;

    private final List<String> types = new ArrayList<>();
    private final List<Object> imports = new ArrayList<>();
    private final List<Object> functions = new ArrayList<>();
    private final List<Object> tables = new ArrayList<>();
    private final List<Object> memories = new ArrayList<>();
    private final List<Object> globals = new ArrayList<>();
    private final List<Object> exports = new ArrayList<>();
    private final List<Object> elements = new ArrayList<>();
    private final List<Object> bodies = new ArrayList<>();
    private final List<Object> tags = new ArrayList<>();
    private int functionCount;
    private int importedMemories;
    private int tagCount;

    /** {@code i32.const}. */
    public static byte[] i32(int value) {
        return bytes(I32_CONST, signed(value));
    }

    /** {@code i64.const}. */
    public static byte[] i64(long value) {
        return bytes(I64_CONST, signed(value));
    }

    /** {@code local.get}. */
    public static byte[] get(int local) {
        return bytes(GET, u32(local));
    }

    /** The index of a function type. */
    public int type(String signature) {
        if (!types.contains(signature)) {
            types.add(signature);
        }
        return types.indexOf(signature);
    }

    /** Imports a function; answers its index. */
    public int importFunction(String module, String name, String signature) {
        imports.add(bytes(module, name, 0, u32(type(signature))));
        return functionCount++;
    }

    /** Imports a shared memory. */
    public Program importSharedMemory(String module, String name, int pages, int most) {
        return importMemory(module, name, 3, pages, most);
    }

    /** Imports a shared memory with 64-bit addresses. */
    public Program importSharedMemory64(String module, String name, int pages, int most) {
        return importMemory(module, name, 7, pages, most);
    }

    private Program importMemory(String module, String name, int flags, int pages, int most) {
        imports.add(bytes(module, name, 2, flags, u32(pages), u32(most)));
        importedMemories++;
        return this;
    }

    /** Adds a function of some locals besides its parameters, exported unless the name is null; answers its index. */
    public int function(String export, String signature, String locals, Object... code) {
        functions.add(u32(type(signature)));
        Object[] runs = locals.chars().mapToObj(l -> locals(1, valueType(l))).toArray();
        bodies.add(body(vector(runs), code));
        if (export != null) {
            exports.add(bytes(export, 0, u32(functionCount)));
        }
        return functionCount++;
    }

    /** Imports a tag with the parameters of a signature; tags that are imported come first. */
    public Program importTag(String module, String name, String signature) {
        imports.add(bytes(module, name, 4, 0, u32(type(signature))));
        tagCount++;
        return this;
    }

    /** Adds a tag with the parameters of a signature, which is exported; answers its index. */
    public int tag(String export, String signature) {
        tags.add(bytes(0, u32(type(signature))));
        exports.add(bytes(export, 4, u32(tagCount)));
        return tagCount++;
    }

    /** Adds a table of functions that has these from index 0 on, and {@code more} null entries. */
    public Program table(int more, Integer... indices) {
        int number = tables.size();
        tables.add(bytes(FUNCREF, 0, u32(indices.length + more)));
        Object[] entries = Arrays.stream(indices).map(Binary::u32).toArray();
        elements.add(bytes(2, number, i32(0), END, 0, vector(entries)));
        exports.add(bytes("table" + number, 1, number));
        return this;
    }

    /** Adds a memory. */
    public Program memory(int pages) {
        memories.add(bytes(0, u32(pages)));
        int index = importedMemories + memories.size() - 1;
        exports.add(bytes("memory" + index, 2, index));
        return this;
    }

    /** Adds a mutable global with a constant expression for its value. */
    public Program global(int valueType, Object... value) {
        globals.add(bytes(valueType, 1, bytes(value), END));
        return this;
    }

    /** Adds C's stack pointer, which is exported. */
    public Program stackPointer(int value) {
        exports.add(bytes("__stack_pointer", 3, globals.size()));
        return global(I32, i32(value));
    }

    private static int valueType(int letter) {
        return switch (letter) {
            case 'i' -> I32;
            case 'l' -> I64;
            case 'f' -> F32;
            case 'd' -> F64;
            case 'r' -> EXTERNREF;
            case 'u' -> FUNCREF;
            case 'x' -> EXNREF;
            case 'v' -> V128_CODE;
            default -> throw new IllegalArgumentException("type letter " + (char) letter);
        };
    }

    private static byte[] valueTypes(String letters) {
        return vector(letters.chars().mapToObj(Program::valueType).toArray());
    }

    private static byte[] functionTypeOf(String signature) {
        int colon = signature.indexOf(':');
        return functionType(valueTypes(signature.substring(0, colon)), valueTypes(signature.substring(colon + 1)));
    }

    /** The binary. */
    public byte[] binary() {
        return module(
                vectorSection(1, types.stream().map(Program::functionTypeOf).toArray()),
                vectorSection(2, imports.toArray()),
                vectorSection(3, functions.toArray()),
                vectorSection(4, tables.toArray()),
                vectorSection(5, memories.toArray()),
                vectorSection(13, tags.toArray()),
                vectorSection(6, globals.toArray()),
                vectorSection(7, exports.toArray()),
                vectorSection(9, elements.toArray()),
                vectorSection(10, bodies.toArray()));
    }

    /** An instance without imports. */
    public Instance instantiate(Engine engine) {
        return instantiate(engine, Imports.NONE, InstanceLimits.DEFAULT);
    }

    /** An instance. */
    public Instance instantiate(Engine engine, Imports given, InstanceLimits limits) {
        return engine.instantiate(
                engine.load("test.wasm", binary()),
                given,
                InstanceOptions.named("test.wasm").withLimits(limits));
    }
}
