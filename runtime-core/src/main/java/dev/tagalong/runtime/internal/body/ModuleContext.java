package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.binary.ValueTypes;
import dev.tagalong.runtime.internal.module.ElementSegment;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.ImplementationLimits;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Addressing;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.AddressType;
import dev.tagalong.runtime.type.DefinedType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.GlobalType;
import dev.tagalong.runtime.type.MemoryType;
import dev.tagalong.runtime.type.TableType;
import dev.tagalong.runtime.type.ValueType;
import java.util.BitSet;
import java.util.List;

/**
 * What a module's index spaces hold (specification, section 3.1.1): each look-up answers the entry or throws that it is
 * unknown. The budget of operand checks belongs to the module, so it is kept here.
 */
public final class ModuleContext {

    public final WasmModule module;
    public final int globals;
    private final boolean wide;
    private final List<DefinedType> types;
    private final List<FunctionType> functions;
    private final BitSet declared = new BitSet();
    private long operandChecks;

    /** Of a module that is being validated. */
    public ModuleContext(WasmModule module) {
        this(
                module,
                ImplementationLimits.OPERAND_CHECKS
                        + (long) module.byteSize() * ImplementationLimits.OPERAND_CHECKS_PER_BYTE);
    }

    private ModuleContext(WasmModule module, long operandChecks) {
        this.module = module;
        this.types = module.types();
        this.functions = module.allFunctions();
        this.globals = module.allGlobals().size();
        this.wide = module.allMemories().stream().anyMatch(m -> m.addressType() == AddressType.I64)
                || module.allTables().stream().anyMatch(t -> t.addressType() == AddressType.I64);
        this.operandChecks = operandChecks;
    }

    /** Of a module that is valid, so that what its bodies take was counted before. */
    static ModuleContext ofValid(WasmModule module) {
        return new ModuleContext(module, Long.MAX_VALUE);
    }

    public DefinedType type(int index, String section, int offset) {
        if (index < 0 || index >= types.size()) {
            throw Fault.UNKNOWN_TYPE.of(index, section, offset);
        }
        return types.get(index);
    }

    public FunctionType functionType(int index, String section, int offset) {
        if (type(index, section, offset) instanceof FunctionType type) {
            return type;
        }
        throw Fault.NO_FUNCTION_TYPE.of(index, section, offset);
    }

    /** The value type of a code that a reader answered. */
    public ValueType valueType(long code, String section, int offset) {
        ValueType type = ValueTypes.ofCode(code);
        return type != null ? type : ValueTypes.reference(code, type(ValueTypes.typeIndex(code), section, offset));
    }

    public FunctionType function(int index, String section, int offset) {
        if (index < 0 || index >= functions.size()) {
            throw Fault.UNKNOWN_FUNCTION.of(index, section, offset);
        }
        return functions.get(index);
    }

    public TableType table(int index, String section, int offset) {
        if (index < 0 || index >= module.allTables().size()) {
            throw Fault.UNKNOWN_TABLE.of(index, section, offset);
        }
        return module.allTables().get(index);
    }

    /** The element segment of an index. */
    ElementSegment element(int index, String section, int offset) {
        List<ElementSegment> elements = module.elements();
        if (index < 0 || index >= elements.size()) {
            throw Fault.UNKNOWN_ELEMENT.of(index, section, offset);
        }
        return elements.get(index);
    }

    /** Checks that there is a data segment of an index; only its section's count tells where bodies are. */
    void checkData(int index, String section, int offset) {
        int count = module.dataCount();
        if (count < 0) {
            throw Fault.DATA_COUNT_REQUIRED.at(section, offset);
        }
        if (index < 0 || index >= count) {
            throw Fault.UNKNOWN_DATA.of(index, section, offset);
        }
    }

    public MemoryType memory(int index, String section, int offset) {
        if (index < 0 || index >= module.allMemories().size()) {
            throw Fault.UNKNOWN_MEMORY.of(index, section, offset);
        }
        return module.allMemories().get(index);
    }

    /** How wide the addresses are that an instruction takes, whose immediates are known to be in range. */
    Addressing addressing(Opcode opcode, InstructionReader in) {
        if (!wide) {
            return Addressing.NARROW;
        }
        return switch (opcode.immediate()) {
            case MEMARG, MEMARG_LANE, MEMORY -> Addressing.of(memory(in.index));
            case DATA_MEMORY -> Addressing.of(memory(in.index2));
            case MEMORY_MEMORY -> Addressing.of(memory(in.index), memory(in.index2));
            case TABLE -> Addressing.of(table(in.index));
            case ELEMENT_TABLE, TYPE_TABLE -> Addressing.of(table(in.index2));
            case TABLE_TABLE -> Addressing.of(table(in.index), table(in.index2));
            case NONE, ZERO, BLOCK, LABEL, BR_TABLE, TRY_TABLE, TAG, TYPE, FUNCTION, LOCAL, GLOBAL -> Addressing.NARROW;
            case TYPE_FIELD, TYPE_COUNT, TYPE_DATA, TYPE_ELEMENT, TYPE_TYPE -> Addressing.NARROW;
            case NULLABLE_TYPE, NON_NULL_TYPE, CAST -> Addressing.NARROW;
            case ELEMENT, DATA, HEAP_TYPE, SELECT_TYPES, I32, I64, F32, F64, LANE, SHUFFLE, V128 -> Addressing.NARROW;
        };
    }

    private AddressType memory(int index) {
        return module.allMemories().get(index).addressType();
    }

    private AddressType table(int index) {
        return module.allTables().get(index).addressType();
    }

    public GlobalType global(int index, String section, int offset) {
        return global(index, globals, section, offset);
    }

    /** The global of an index where only the first {@code visible} are in scope. */
    public GlobalType global(int index, int visible, String section, int offset) {
        if (index < 0 || index >= visible) {
            throw Fault.UNKNOWN_GLOBAL.of(index, section, offset);
        }
        return module.allGlobals().get(index);
    }

    /** The type of a tag. */
    public FunctionType tag(int index, String section, int offset) {
        if (index < 0 || index >= module.allTags().size()) {
            throw Fault.UNKNOWN_TAG.of(index, section, offset);
        }
        return module.allTags().get(index);
    }

    /** Notes that a function's reference occurs outside of bodies, so that bodies may make one. */
    public void declare(int function) {
        declared.set(function);
    }

    boolean isDeclared(int function) {
        return declared.get(function);
    }

    /** Takes from the budget of operand checks. */
    void spend(int checks, String section, int offset) {
        operandChecks -= checks;
        if (operandChecks < 0) {
            throw Fault.LIMIT.at(section, offset, "too many operands to check for a module of this size");
        }
    }
}
