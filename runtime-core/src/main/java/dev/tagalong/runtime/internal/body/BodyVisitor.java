package dev.tagalong.runtime.internal.body;

import dev.tagalong.runtime.internal.opcode.Opcode;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ValueType;

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

    // Calls

    void call(FunctionType callee);

    void callIndirect(FunctionType callee);

    void returnCall(FunctionType callee);

    void returnCallIndirect(FunctionType callee);

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
}
