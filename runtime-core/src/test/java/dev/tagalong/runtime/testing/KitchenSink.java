package dev.tagalong.runtime.testing;

import static dev.tagalong.runtime.testing.Binary.*;

/** A valid module that has every section, and every form of segment, import, export and block that the engine offers. */
public final class KitchenSink {

    private KitchenSink() {}

    /** The binary. */
    public static byte[] binary() {
        return module(
                custom("dylink.0", 1, 4, 0, 0, 0, 0),
                types(),
                vectorSection(
                        2,
                        bytes("env", "call", 0, 1),
                        bytes("env", "table", 1, FUNCREF, 0, 2),
                        bytes("env", "memory", 2, 1, 1, 4),
                        bytes("env", "base", 3, I32, 0)),
                vectorSection(3, 0, 1, 2),
                vectorSection(4, bytes(EXTERNREF, 1, 1, 9), bytes(0x40, 0, FUNCREF, 0, 1, 0xD0, FUNCREF, END)),
                vectorSection(5, bytes(0, 1)),
                vectorSection(
                        6,
                        bytes(I32, 1, 0x23, 0, 0x41, 8, 0x6A, END),
                        bytes(F64, 0, 0x44, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, END),
                        bytes(FUNCREF, 0, 0xD2, 1, END)),
                vectorSection(
                        7, bytes("run", 0, 1), bytes("table", 1, 0), bytes("memory", 2, 1), bytes("global", 3, 1)),
                section(8, 1),
                elements(),
                section(12, 2),
                code(),
                vectorSection(11, bytes(2, 1, 0x41, 8, END, "data"), bytes(1, "passive")),
                custom("name", 0, 5, "sink", 1, 7, 1, 1, "main"));
    }

    private static byte[] types() {
        return vectorSection(
                1,
                functionType(vector(), vector()),
                functionType(vector(I32, I64), vector(F32)),
                functionType(vector(I32), vector(I32, I32)));
    }

    private static byte[] elements() {
        return vectorSection(
                9,
                bytes(0, 0x41, 0, END, vector(1)),
                bytes(1, 0, vector(1, 2)),
                bytes(2, 2, 0x41, 0, END, 0, vector(3)),
                bytes(3, 0, vector(2)),
                bytes(4, 0x41, 1, END, vector(bytes(0xD2, 1, END))),
                bytes(5, EXTERNREF, vector(bytes(0xD0, EXTERNREF, END))),
                bytes(6, 2, 0x41, 0, END, FUNCREF, vector(bytes(0xD2, 3, END))),
                bytes(7, FUNCREF, vector()));
    }

    private static byte[] code() {
        byte[] bulk = bytes(
                bytes(0x41, 0, 0x41, 0, 0x41, 1, 0xFC, 8, 1, 0, 0xFC, 9, 1),
                bytes(0x41, 0, 0x41, 0, 0x41, 1, 0xFC, 10, 0, 1, 0x41, 0, 0x41, 0, 0x41, 1, 0xFC, 11, 0),
                bytes(0x41, 0, 0x41, 0, 0x41, 1, 0xFC, 12, 1, 0, 0xFC, 13, 1),
                bytes(0x41, 0, 0x41, 0, 0x41, 1, 0xFC, 14, 0, 2));
        byte[] branches = bytes(
                bytes(0x02, 0x40, 0x03, 0x40, 0x20, 0, 0x0E, vector(0, 1), 2, END, END),
                bytes(0x20, 0, 0x04, I32, 0x41, 1, 0x05, 0x41, 2, END, 0x1A));
        return vectorSection(
                10,
                body(vector(locals(2, I32), locals(1, FUNCREF)), bulk, branches, 0x20, 1, 0x1A),
                body(
                        vector(),
                        bytes(0x20, 0, 0x2A, 0x42, 1, u32(16), 0x43, 0, 0, 0x80, 0x3F, 0x92, 0x1A),
                        bytes(0x20, 0, 0x20, 1, 0x41, 0, 0x11, 1, 0)),
                body(vector(), bytes(0x20, 0, 0x02, 2, 0x20, 0, END, 0x1A, 0x20, 0, 0x41, 0, 0x13, 2, 0)));
    }
}
