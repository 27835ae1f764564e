package dev.tagalong.runtime.internal.text;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.FunctionBody.LocalRun;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.FunctionType;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes functions for people: a line an instruction, with its offset in the binary and its immediates in the text
 * format's form (specification, chapter 6), and the names of what it calls.
 */
public final class Disassembler {

    /** Blocks nested deeper are not indented further, so that the text stays in proportion to the code. */
    private static final int DEEPEST_INDENT = 24;

    private static final String INDENT = "  ";

    private final WasmModule module;
    private final String[] names;
    private final TypeNames types;

    /** A disassembler of a validated module's functions. */
    public Disassembler(WasmModule module) {
        this.module = module;
        this.names = FunctionNames.all(module);
        this.types = new TypeNames(module);
    }

    /**
     * A function's lines: its type and name, its locals, its instructions. An imported function has one line.
     *
     * @throws IllegalArgumentException if the module has no such function
     */
    public List<String> function(int index) {
        int count = module.allFunctions().size();
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "no function " + index + " in " + module.name() + ", which has " + count);
        }
        FunctionType type = module.allFunctions().get(index);
        String title = "func[" + index + "] " + name(index) + " " + types.structure(type);
        int imported = module.importedFunctions();
        if (index < imported) {
            return List.of(title + " imported");
        }
        List<String> lines = new ArrayList<>();
        lines.add(title);
        FunctionBody body = module.bodies().get(index - imported);
        locals(body, lines);
        instructions(body, lines);
        return lines;
    }

    private String name(int index) {
        return names[index] != null ? names[index] : "func[" + index + "]";
    }

    private void locals(FunctionBody body, List<String> lines) {
        int next = body.type().parameters().size();
        for (LocalRun run : body.localRuns()) {
            int last = next + run.count() - 1;
            String which = last == next ? "local " + next : "local " + next + ".." + last;
            lines.add(INDENT + which + " " + types.of(run.type()));
            next = last + 1;
        }
    }

    private void instructions(FunctionBody body, List<String> lines) {
        InstructionReader in = new InstructionReader(module.binary(), body.from(), body.to());
        int depth = 1;
        while (in.hasNext()) {
            Opcode opcode = in.next();
            if (opcode.form().closesBlock() || opcode.form().dividesBlock()) {
                depth--;
            }
            String indent = INDENT.repeat(Math.min(depth, DEEPEST_INDENT));
            lines.add(offset(in.offset) + " " + indent + opcode.mnemonic() + immediates(opcode, in));
            if (opcode.form().opensBlock() || opcode.form().dividesBlock()) {
                depth++;
            }
        }
    }

    /** At least six hexadecimal digits, so that columns stand in line. */
    private static String offset(int offset) {
        String hex = Integer.toHexString(offset);
        return "0x" + "0".repeat(Math.max(0, 6 - hex.length())) + hex;
    }

    private String immediates(Opcode opcode, InstructionReader in) {
        return switch (opcode.immediate()) {
            case NONE, ZERO -> "";
            case BLOCK -> blockType(in.blockType);
            case TRY_TABLE -> blockType(in.blockType) + clauses(in.catches);
            case LABEL, LOCAL, GLOBAL, TABLE, ELEMENT, DATA, LANE -> " " + in.index;
            case TAG -> " " + in.index + tagName(in.index);
            case TYPE -> " " + in.index + " ;; " + types.definition(in.index);
            case FUNCTION -> " " + in.index + " ;; " + name(in.index);
            case TYPE_FIELD -> " " + in.index + " " + in.index2 + " ;; " + types.field(in.index, in.index2);
            case TYPE_COUNT, TYPE_DATA, TYPE_ELEMENT, TYPE_TYPE ->
                " " + in.index + " " + in.index2 + " ;; " + types.definition(in.index);
            case TYPE_TABLE -> (in.index2 == 0 ? "" : " " + in.index2) + " " + type(in.index);
            case ELEMENT_TABLE -> " " + in.index2 + " " + in.index;
            case TABLE_TABLE, MEMORY_MEMORY -> " " + in.index + " " + in.index2;
            case DATA_MEMORY -> (in.index2 == 0 ? "" : " " + in.index2) + " " + in.index;
            case MEMARG_LANE -> memoryArgument(in) + " " + in.index2;
            case MEMORY -> in.index == 0 ? "" : " " + in.index;
            case MEMARG -> memoryArgument(in);
            case BR_TABLE -> labels(in.labels);
            case HEAP_TYPE -> " " + types.heapType(in.typeCode);
            case NULLABLE_TYPE, NON_NULL_TYPE -> " " + types.ofCode(in.typeCode);
            case CAST -> " " + in.index + " " + types.ofCode(in.sourceCode) + " " + types.ofCode(in.typeCode);
            case SELECT_TYPES -> " (result " + types.ofCode(in.typeCode) + ")";
            case I32, I64 -> " " + in.constant;
            case F32 -> " " + Floats.f32((int) in.constant);
            case F64 -> " " + Floats.f64(in.constant);
            case V128 -> vector(in.constant, in.constantHigh);
            case SHUFFLE -> laneIndices(in.constant) + laneIndices(in.constantHigh);
        };
    }

    /** As four lanes, the first of which has the lowest bits. */
    private static String vector(long low, long high) {
        return String.format(" i32x4 0x%08x 0x%08x 0x%08x 0x%08x", (int) low, low >>> 32, (int) high, high >>> 32);
    }

    private static String laneIndices(long bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Long.SIZE; i += Byte.SIZE) {
            text.append(' ').append(bytes >>> i & 0xFF);
        }
        return text.toString();
    }

    private String tagName(int tag) {
        String name = TagNames.find(module, tag);
        return name == null ? "" : " ;; " + name;
    }

    private static String clauses(CatchClause[] clauses) {
        StringBuilder text = new StringBuilder();
        for (CatchClause clause : clauses) {
            text.append(clause.catchesAll() ? " (catch_all" : " (catch");
            text.append(clause.reference() ? "_ref" : "");
            text.append(clause.catchesAll() ? "" : " " + clause.tag());
            text.append(' ').append(clause.label()).append(')');
        }
        return text.toString();
    }

    private String blockType(long code) {
        if (code == InstructionReader.EMPTY_BLOCK) {
            return "";
        }
        return code < 0 ? " (result " + types.ofCode(code) + ")" : " " + type((int) code);
    }

    private String type(int index) {
        return "(type " + index + ") ;; " + types.definition(index);
    }

    private static String memoryArgument(InstructionReader in) {
        String memory = in.index == 0 ? "" : " " + in.index;
        String offset = in.memoryOffset == 0 ? "" : " offset=" + Long.toUnsignedString(in.memoryOffset);
        return memory + offset + " align=" + (1L << in.align);
    }

    private static String labels(int[] labels) {
        StringBuilder text = new StringBuilder();
        for (int label : labels) {
            text.append(' ').append(label);
        }
        return text.toString();
    }
}
