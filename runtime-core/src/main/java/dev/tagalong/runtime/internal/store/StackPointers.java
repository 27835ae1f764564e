package dev.tagalong.runtime.internal.store;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.ExportDefinition;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.Names;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.ImportType;
import dev.tagalong.runtime.type.ValueType;

/** Finds the global of a module that is C's stack pointer. */
final class StackPointers {

    private static final String NAME = Names.STACK_POINTER;
    private static final int ALIGNMENT = 16;

    private StackPointers() {}

    /** The index of a module's stack pointer, or -1: one of that name, else the one that a function moves as C does. */
    static int find(WasmModule module) {
        for (ExportDefinition export : module.exportDefinitions()) {
            if (export.name().equals(NAME)
                    && export.kind() == ExportDefinition.Kind.GLOBAL
                    && fits(module, export.index())) {
                return export.index();
            }
        }
        int index = 0;
        for (ImportType wanted : module.imports()) {
            if (wanted.type() instanceof ExternalType.Global) {
                if (wanted.name().equals(NAME) && fits(module, index)) {
                    return index;
                }
                index++;
            }
        }
        int named = module.names().stackPointer();
        return fits(module, named) ? named : inCode(module);
    }

    private static boolean fits(WasmModule module, int global) {
        if (global < 0 || global >= module.allGlobals().size()) {
            return false;
        }
        GlobalType type = module.allGlobals().get(global);
        return type.mutable() && type.valueType().equals(ValueType.I32);
    }

    /** Of a module without names: some function begins by making a frame, and ends by giving it up. */
    private static int inCode(WasmModule module) {
        for (FunctionBody body : module.bodies()) {
            if (body.from() < body.to() && module.binary()[body.from()] == Opcode.GLOBAL_GET.code()) {
                int global = moved(module, body);
                if (global >= 0) {
                    return global;
                }
            }
        }
        return -1;
    }

    private static int moved(WasmModule module, FunctionBody body) {
        InstructionReader reader = new InstructionReader(module.binary(), body.from(), body.to());
        reader.next();
        int global = reader.index;
        if (!fits(module, global) || global < module.importedGlobals() || reader.next() != Opcode.I32_CONST) {
            return -1;
        }
        long size = reader.constant;
        boolean frame = size > 0
                && size % ALIGNMENT == 0
                && reader.next() == Opcode.I32_SUB
                && reader.next() == Opcode.LOCAL_TEE;
        if (!frame) {
            return -1;
        }
        int local = reader.index;
        return reader.next() == Opcode.GLOBAL_SET && reader.index == global && givesUp(reader, global, local, size)
                ? global
                : -1;
    }

    /** Whether it goes on, sooner or later, with what gives the frame up: the local plus the size into the global. */
    private static boolean givesUp(InstructionReader reader, int global, int local, long size) {
        int matched = 0;
        while (reader.hasNext()) {
            Opcode opcode = reader.next();
            if (opcode == Opcode.LOCAL_GET && reader.index == local) {
                matched = 1;
            } else if (matched == 1 && opcode == Opcode.I32_CONST && reader.constant == size
                    || matched == 2 && opcode == Opcode.I32_ADD) {
                matched++;
            } else if (matched == 3 && opcode == Opcode.GLOBAL_SET && reader.index == global) {
                return true;
            } else {
                matched = 0;
            }
        }
        return false;
    }
}
