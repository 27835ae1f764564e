package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Form;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * Walks over the instructions of a body and keeps what they do to blocks and operands. With its checks on, it is the
 * validation of bodies (specification, section 3.4 and appendix 7.3). With its checks off, it tells a visitor what a valid
 * body has, and passes over what is never reached: what follows a branch in its block, and what follows a block that
 * never ends. Time and memory are linear in the body and in what the checks count.
 */
public final class BodyWalk {

    private final ModuleContext context;
    private final InstructionTyping typing;
    private final OperandTypes operands;
    private final ControlTyping control;
    private final Blocks blocks;

    private InstructionReader in;
    private Opcode opcode;
    private int number;
    private boolean reachable;

    private final UnreachedBlocks unreached = new UnreachedBlocks();

    private BodyWalk(ModuleContext context, boolean checks) {
        this.context = context;
        this.typing = new InstructionTyping(context, checks);
        this.operands = typing.operands;
        this.control = new ControlTyping(context, operands);
        this.blocks = control.blocks;
    }

    /** A walk with checks over any bodies of a module, one after the other. */
    public static BodyWalk checking(ModuleContext context) {
        return new BodyWalk(context, true);
    }

    /** A walk without checks over a body of a valid module. */
    public static BodyWalk over(WasmModule module, FunctionBody body) {
        BodyWalk walk = new BodyWalk(ModuleContext.ofValid(module), false);
        walk.begin(body);
        return walk;
    }

    private void begin(FunctionBody body) {
        in = new InstructionReader(context.module.binary(), body.from(), body.to());
        typing.reset(in);
        typing.locals.reset(body);
        control.reset(in, body.type());
        reachable = true;
        number = 0;
    }

    /**
     * Validates one body.
     *
     * @throws dev.tagalong.runtime.ModuleException if it is malformed, not valid, or uses what the engine does not offer
     */
    public void check(FunctionBody body) {
        begin(body);
        while (in.hasNext()) {
            if (blocks.isEmpty()) {
                throw Fault.END_EXPECTED.at(in.section(), in.position(), "instructions after the end of the function");
            }
            opcode = in.next();
            // Most are regular, so they do not go by the forms.
            if (opcode.signature() != null) {
                typing.regular(opcode);
            } else {
                reachable = step();
            }
        }
        if (!blocks.isEmpty()) {
            boolean last = body.index() == context.module.allFunctions().size() - 1;
            throw (last ? Fault.UNEXPECTED_END : Fault.END_EXPECTED)
                    .at(in.section(), body.to(), blocks.size() + " blocks open in function " + body.index());
        }
    }

    /** Walks to the end and tells the visitor. */
    public void visit(BodyVisitor visitor) {
        while (in.hasNext()) {
            opcode = in.next();
            number++;
            if (reachable || !unreached.skip(opcode.form())) {
                tell(visitor);
                if (opcode.signature() != null) {
                    typing.regular(opcode);
                } else {
                    reachable = step();
                    if (!reachable) {
                        operands.unreachable();
                    }
                }
            }
        }
    }

    // What the walk knows, for the visitor

    /** The reader, which is at the present instruction. */
    public InstructionReader reader() {
        return in;
    }

    /** The present instruction. */
    public Opcode opcode() {
        return opcode;
    }

    /** The present instruction's number in the function, from 1. */
    public int number() {
        return number;
    }

    /** Whether the present instruction is reached; it is not only if it ends a part of a block. */
    public boolean reachable() {
        return reachable;
    }

    /** How many blocks are open, the function's own included; its label is the last one. */
    public int depth() {
        return blocks.size();
    }

    /** How many operands there are, those of enclosing blocks included. */
    public int height() {
        return operands.size();
    }

    /** How many operands there are below the parameters of a label's block. */
    public int floor(int label) {
        return blocks.floor(label);
    }

    /** The parameters and results of a label's block; the function's own block has no operands for parameters. */
    public FunctionType type(int label) {
        return blocks.type(label);
    }

    /** The types of the operands that a branch to a label takes. */
    public List<ValueType> labelTypes(int label) {
        return blocks.labelTypes(label);
    }

    // What instructions do

    /** Lets the instruction take effect; answers whether the next one is reached. */
    private boolean step() {
        return switch (opcode.form()) {
            case CONST, NUMERIC, LOAD, STORE, BULK -> {
                typing.regular(opcode);
                yield reachable;
            }
            case UNREACHABLE -> control.unreachable();
            case NOP -> reachable;
            case BLOCK -> control.open(Form.BLOCK, reachable);
            case LOOP -> control.open(Form.LOOP, reachable);
            case IF -> control.openIf(reachable);
            case ELSE -> control.otherwise(reachable);
            case END -> control.end(reachable);
            case BR -> control.branch(reachable);
            case BR_IF -> control.branchIf(reachable);
            case BR_TABLE -> control.branchTable(reachable);
            case RETURN -> control.functionReturn();
            case CALL -> control.call(reachable);
            case CALL_INDIRECT -> control.callIndirect(reachable);
            case RETURN_CALL -> control.returnCall();
            case RETURN_CALL_INDIRECT -> control.returnCallIndirect();
            case DROP -> {
                operands.pop();
                yield reachable;
            }
            case SELECT -> {
                typing.select(opcode);
                yield reachable;
            }
            case LOCAL_GET -> {
                operands.push(typing.local());
                yield reachable;
            }
            case LOCAL_SET -> {
                operands.pop(typing.local());
                yield reachable;
            }
            case LOCAL_TEE -> {
                typing.localTee();
                yield reachable;
            }
            case GLOBAL_GET -> {
                operands.push(typing.global().valueType());
                yield reachable;
            }
            case GLOBAL_SET -> {
                typing.globalSet();
                yield reachable;
            }
            case REF_NULL -> {
                operands.push(typing.nullType());
                yield reachable;
            }
            case REF_FUNC -> {
                typing.refFunc();
                yield reachable;
            }
            case NOT_OFFERED -> throw new IllegalStateException("the reader admits " + opcode);
        };
    }

    /**
     * Tells the visitor of the instruction. It answers true, for a switch that gives a value has to name every form.
     */
    private boolean tell(BodyVisitor visitor) {
        return switch (opcode.form()) {
            case CONST -> {
                visitor.constant(opcode);
                yield true;
            }
            case NUMERIC -> {
                visitor.numeric(opcode);
                yield true;
            }
            case LOAD -> {
                visitor.load(opcode);
                yield true;
            }
            case STORE -> {
                visitor.store(opcode);
                yield true;
            }
            case BULK -> {
                visitor.bulk(opcode);
                yield true;
            }
            case UNREACHABLE -> {
                visitor.unreachable();
                yield true;
            }
            case NOP -> {
                visitor.nop();
                yield true;
            }
            case BLOCK -> {
                visitor.block(control.blockType());
                yield true;
            }
            case LOOP -> {
                visitor.loop(control.blockType());
                yield true;
            }
            case IF -> {
                visitor.conditional(control.blockType());
                yield true;
            }
            case ELSE -> {
                visitor.otherwise();
                yield true;
            }
            case END -> {
                visitor.end();
                yield true;
            }
            case BR -> {
                visitor.branch(in.index);
                yield true;
            }
            case BR_IF -> {
                visitor.branchIf(in.index);
                yield true;
            }
            case BR_TABLE -> {
                visitor.branchTable(in.labels);
                yield true;
            }
            case RETURN -> {
                visitor.functionReturn();
                yield true;
            }
            case CALL -> {
                visitor.call(control.callee());
                yield true;
            }
            case CALL_INDIRECT -> {
                visitor.callIndirect(control.indirectCallee());
                yield true;
            }
            case RETURN_CALL -> {
                visitor.returnCall(control.callee());
                yield true;
            }
            case RETURN_CALL_INDIRECT -> {
                visitor.returnCallIndirect(control.indirectCallee());
                yield true;
            }
            case DROP -> {
                visitor.drop();
                yield true;
            }
            case SELECT -> {
                visitor.select();
                yield true;
            }
            case LOCAL_GET -> {
                visitor.localGet(in.index);
                yield true;
            }
            case LOCAL_SET -> {
                visitor.localSet(in.index);
                yield true;
            }
            case LOCAL_TEE -> {
                visitor.localTee(in.index);
                yield true;
            }
            case GLOBAL_GET -> {
                visitor.globalGet(in.index, typing.global().valueType());
                yield true;
            }
            case GLOBAL_SET -> {
                visitor.globalSet(in.index);
                yield true;
            }
            case REF_NULL -> {
                visitor.refNull(typing.nullType());
                yield true;
            }
            case REF_FUNC -> {
                visitor.refFunc(in.index);
                yield true;
            }
            case NOT_OFFERED -> false;
        };
    }
}
