package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.opcode.CatchClause;
import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.ValueType;
import java.util.List;

/**
 * Is told by {@link BodyWalk#visit} what a body has, instruction by instruction, each before it takes effect: what the
 * walk answers is as the instruction finds it. The immediates are in the walk's reader. Nothing is told of what is never
 * reached, but of blocks that are, all parts are told.
 */
public interface BodyVisitor {

    // Regular instructions; their rows say what they take and give

    void constant(Opcode opcode);

    void numeric(Opcode opcode);

    void load(Opcode opcode);

    void store(Opcode opcode);

    void bulk(Opcode opcode);

    void atomic(Opcode opcode);

    // Blocks

    /** @param type the block's parameters, which are the topmost operands, and results */
    void block(FunctionType type);

    void loop(FunctionType type);

    /** An {@code if}, whose condition is above the parameters. */
    void conditional(FunctionType type);

    /** The second arm of the innermost block begins; the first one's end may be out of reach. */
    void otherwise();

    /** The innermost block ends, in the end the function's own; its end may be out of reach. */
    void end();

    // Branches

    void unreachable();

    void branch(int label);

    void branchIf(int label);

    /** @param labels the default last; belongs to the reader */
    void branchTable(int[] labels);

    void functionReturn();

    /** A branch if the topmost operand is null, which is dropped then; else it stays. */
    void branchOnNull(int label);

    /** A branch with the topmost operand if that is not null; else it is dropped. */
    void branchOnNonNull(int label);

    /**
     * A branch with the topmost operand, a {@code source}, if that is, or for {@code br_on_cast_fail} is not, a
     * {@code target}; else it stays.
     */
    void branchOnCast(int label, ReferenceType source, ReferenceType target);

    // Calls

    void call(FunctionType callee);

    void callIndirect(FunctionType callee);

    /** A call of the reference that is the topmost operand, above the arguments. */
    void callRef(FunctionType callee);

    void returnCall(FunctionType callee);

    void returnCallIndirect(FunctionType callee);

    // Exceptions

    /**
     * @param type the block's parameters, which are the topmost operands, and results
     * @param clauses in order; their labels are from outside of the block
     */
    void tryTable(FunctionType type, CatchClause[] clauses);

    void throwTag(int tag, FunctionType type);

    void throwReference();

    void legacyTry(FunctionType type);

    /** The next part of a legacy {@code try} begins, with the tag's values; the part before may not reach its end. */
    void legacyCatch(int tag, FunctionType type);

    /** As {@link #legacyCatch}, without values. */
    void legacyCatchAll();

    /**
     * A legacy {@code try} ends, as by {@link #end}; what it does not catch is thrown in a block outside, or by the function.
     *
     * @param label that block's, from outside of the {@code try}
     */
    void delegate(int label);

    /** @param label of a legacy {@code catch}, whose exception is thrown again */
    void rethrow(int label);

    void returnCallRef(FunctionType callee);

    // The others

    void nop();

    void drop();

    void select();

    void localGet(int local);

    void localSet(int local);

    void localTee(int local);

    void globalGet(int global, ValueType type);

    void globalSet(int global);

    void refNull(ValueType type);

    void refFunc(int function);

    void refAsNonNull();

    /**
     * An instruction on objects. Types are those that the row and the immediates ask for; what is converted may be null.
     *
     * @param operands the operands' types, the deepest first
     * @param result the result's type, or {@code null}
     */
    void object(Opcode opcode, List<ValueType> operands, ValueType result);
}
