package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.binary.InstructionReader;
import dev.tagalong.runtime.internal.module.Fault;
import dev.tagalong.runtime.internal.module.FunctionBody;
import dev.tagalong.runtime.internal.module.WasmModule;
import dev.tagalong.runtime.internal.opcode.Addressing;
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

    /** {@code null} without checks. */
    private final InstructionTyping typing;

    /** {@code null} with checks, where {@link #typing} looks at them. */
    private final ObjectTyping objects;

    private final OperandTypes operands;
    private final ControlTyping control;
    private final ExceptionTyping exceptions;
    private final Blocks blocks;

    private InstructionReader in;
    private Opcode opcode;
    private int number;
    private boolean reachable;

    private final UnreachedBlocks unreached = new UnreachedBlocks();

    private BodyWalk(ModuleContext context, boolean checks) {
        this.context = context;
        this.typing = checks ? new InstructionTyping(context) : null;
        this.objects = checks ? null : new ObjectTyping(context);
        this.operands = checks ? typing.operands : new OperandTypes(context, false);
        this.control = new ControlTyping(context, operands, checks ? typing.setLocals : null);
        this.exceptions = new ExceptionTyping(context, operands, control);
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
        if (typing == null) {
            operands.reset(in);
            objects.reset(in);
        } else {
            typing.reset(in);
            typing.locals.reset(body);
            typing.setLocals.reset(body);
        }
        control.reset(in, body.type());
        exceptions.reset(in);
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
                reachable = step(visitor);
                if (!reachable) {
                    operands.unreachable();
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

    /** How wide the addresses are that the present instruction takes. */
    public Addressing addressing() {
        return context.addressing(opcode, in);
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
            case CONST, NUMERIC, LOAD, STORE, BULK, ATOMIC -> regular();
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
            case CALL_REF -> control.callRef(reachable);
            case RETURN_CALL -> control.returnCall();
            case RETURN_CALL_INDIRECT -> control.returnCallIndirect();
            case RETURN_CALL_REF -> control.returnCallRef();
            case BR_ON_NULL -> control.branchOnNull(reachable);
            case BR_ON_NON_NULL -> control.branchOnNonNull(reachable);
            case BR_ON_CAST -> branchOnCast();
            case DROP -> drop();
            case SELECT -> select();
            case LOCAL_GET -> localGet();
            case LOCAL_SET -> localSet();
            case LOCAL_TEE -> localTee();
            case GLOBAL_GET -> globalGet();
            case GLOBAL_SET -> globalSet();
            case REF_NULL -> refNull();
            case REF_FUNC -> refFunc();
            case TRY_TABLE -> exceptions.tryTable(reachable);
            case THROW -> exceptions.throwTag();
            case THROW_REF -> exceptions.throwReference();
            case TRY -> control.open(Form.TRY, reachable);
            case CATCH -> exceptions.catchTag(reachable);
            case CATCH_ALL -> exceptions.catchAll(reachable);
            case DELEGATE -> exceptions.delegate(reachable);
            case RETHROW -> exceptions.rethrow();
            case REF_AS_NON_NULL -> refAsNonNull();
            case OBJECT -> object();
            case NOT_OFFERED -> throw new IllegalStateException("the reader admits " + opcode);
        };
    }

    /** Tells the visitor, and lets the instruction, which is reached, take effect; answers whether the next one is. */
    private boolean step(BodyVisitor visitor) {
        return switch (opcode.form()) {
            case CONST -> {
                visitor.constant(opcode);
                yield changed(opcode.heightChange());
            }
            case NUMERIC -> {
                visitor.numeric(opcode);
                yield changed(opcode.heightChange());
            }
            case LOAD -> {
                visitor.load(opcode);
                yield changed(opcode.heightChange());
            }
            case STORE -> {
                visitor.store(opcode);
                yield changed(opcode.heightChange());
            }
            case BULK -> {
                visitor.bulk(opcode);
                yield changed(opcode.heightChange());
            }
            case ATOMIC -> {
                visitor.atomic(opcode);
                yield changed(opcode.heightChange());
            }
            case UNREACHABLE -> {
                visitor.unreachable();
                yield control.unreachable();
            }
            case NOP -> {
                visitor.nop();
                yield reachable;
            }
            case BLOCK -> {
                visitor.block(control.blockType());
                yield control.open(Form.BLOCK, reachable);
            }
            case LOOP -> {
                visitor.loop(control.blockType());
                yield control.open(Form.LOOP, reachable);
            }
            case IF -> {
                visitor.conditional(control.blockType());
                yield control.openIf(reachable);
            }
            case ELSE -> {
                visitor.otherwise();
                yield control.otherwise(reachable);
            }
            case END -> {
                visitor.end();
                yield control.end(reachable);
            }
            case BR -> {
                visitor.branch(in.index);
                yield control.branch(reachable);
            }
            case BR_IF -> {
                visitor.branchIf(in.index);
                yield control.branchIf(reachable);
            }
            case BR_TABLE -> {
                visitor.branchTable(in.labels);
                yield control.branchTable(reachable);
            }
            case RETURN -> {
                visitor.functionReturn();
                yield control.functionReturn();
            }
            case CALL -> {
                visitor.call(control.callee());
                yield control.call(reachable);
            }
            case CALL_INDIRECT -> {
                visitor.callIndirect(control.indirectCallee());
                yield control.callIndirect(reachable);
            }
            case CALL_REF -> {
                visitor.callRef(control.indirectCallee());
                yield control.callRef(reachable);
            }
            case RETURN_CALL -> {
                visitor.returnCall(control.callee());
                yield control.returnCall();
            }
            case RETURN_CALL_INDIRECT -> {
                visitor.returnCallIndirect(control.indirectCallee());
                yield control.returnCallIndirect();
            }
            case RETURN_CALL_REF -> {
                visitor.returnCallRef(control.indirectCallee());
                yield control.returnCallRef();
            }
            case BR_ON_NULL -> {
                visitor.branchOnNull(in.index);
                yield control.branchOnReference(0);
            }
            case BR_ON_NON_NULL -> {
                visitor.branchOnNonNull(in.index);
                yield control.branchOnReference(-1);
            }
            case BR_ON_CAST -> {
                visitor.branchOnCast(in.index, objects.source(), objects.target());
                yield control.branchOnReference(0);
            }
            case DROP -> {
                visitor.drop();
                yield changed(-1);
            }
            case SELECT -> {
                visitor.select();
                yield changed(-2);
            }
            case LOCAL_GET -> {
                visitor.localGet(in.index);
                yield changed(1);
            }
            case LOCAL_SET -> {
                visitor.localSet(in.index);
                yield changed(-1);
            }
            case LOCAL_TEE -> {
                visitor.localTee(in.index);
                yield changed(0);
            }
            case GLOBAL_GET -> {
                visitor.globalGet(
                        in.index,
                        context.global(in.index, in.section(), in.offset).valueType());
                yield changed(1);
            }
            case GLOBAL_SET -> {
                visitor.globalSet(in.index);
                yield changed(-1);
            }
            case REF_NULL -> {
                visitor.refNull(context.valueType(in.typeCode, in.section(), in.offset));
                yield changed(1);
            }
            case REF_FUNC -> {
                visitor.refFunc(in.index);
                yield changed(1);
            }
            case TRY_TABLE, THROW, THROW_REF, TRY, CATCH, CATCH_ALL, DELEGATE, RETHROW -> exceptional(visitor);
            case REF_AS_NON_NULL -> {
                visitor.refAsNonNull();
                yield changed(0);
            }
            case OBJECT -> {
                objects.look(opcode);
                visitor.object(opcode, objects.operands, objects.result);
                yield changed((objects.result == null ? 0 : 1) - objects.operands.size());
            }
            case NOT_OFFERED -> throw new IllegalStateException("the reader admits " + opcode);
        };
    }

    /** As {@link #step(BodyVisitor)}, for an instruction of exceptions. */
    private boolean exceptional(BodyVisitor visitor) {
        return switch (opcode) {
            case TRY_TABLE -> {
                visitor.tryTable(control.blockType(), in.catches);
                yield exceptions.tryTable(reachable);
            }
            case THROW -> {
                visitor.throwTag(in.index, exceptions.tag());
                yield exceptions.throwTag();
            }
            case THROW_REF -> {
                visitor.throwReference();
                yield exceptions.throwReference();
            }
            case TRY -> {
                visitor.legacyTry(control.blockType());
                yield control.open(Form.TRY, reachable);
            }
            case CATCH -> {
                visitor.legacyCatch(in.index, exceptions.tag());
                yield exceptions.catchTag(reachable);
            }
            case CATCH_ALL -> {
                visitor.legacyCatchAll();
                yield exceptions.catchAll(reachable);
            }
            case DELEGATE -> {
                visitor.delegate(in.index);
                yield exceptions.delegate(reachable);
            }
            case RETHROW -> {
                visitor.rethrow(in.index);
                yield exceptions.rethrow();
            }
            default -> throw new IllegalStateException("not of exceptions: " + opcode);
        };
    }

    private boolean changed(int operandsMore) {
        operands.change(operandsMore);
        return true;
    }

    private boolean regular() {
        typing.regular(opcode);
        return reachable;
    }

    private boolean drop() {
        operands.pop();
        return reachable;
    }

    private boolean select() {
        typing.select(opcode);
        return reachable;
    }

    private boolean localGet() {
        typing.localGet();
        return reachable;
    }

    private boolean localSet() {
        typing.localSet();
        return reachable;
    }

    private boolean localTee() {
        typing.localTee();
        return reachable;
    }

    private boolean globalGet() {
        operands.push(typing.global().valueType());
        return reachable;
    }

    private boolean globalSet() {
        typing.globalSet();
        return reachable;
    }

    private boolean refNull() {
        operands.push(typing.nullType());
        return reachable;
    }

    private boolean refFunc() {
        typing.refFunc();
        return reachable;
    }

    private boolean refAsNonNull() {
        typing.refAsNonNull();
        return reachable;
    }

    private boolean object() {
        typing.object(opcode);
        return reachable;
    }

    private boolean branchOnCast() {
        ObjectTyping cast = typing.objects;
        return control.branchOnCast(cast.source(), cast.target(), opcode == Opcode.BR_ON_CAST_FAIL, reachable);
    }
}
