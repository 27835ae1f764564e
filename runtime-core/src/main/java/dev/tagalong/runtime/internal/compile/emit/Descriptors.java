package dev.tagalong.runtime.internal.compile.emit;

import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.compile.plan.RegionShape;
import dev.tagalong.runtime.internal.compile.plan.Variables;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.CallShape;
import dev.tagalong.runtime.type.FunctionType;
import java.lang.invoke.MethodType;

/** The types of the methods that are written. */
public final class Descriptors {

    private Descriptors() {}

    /** Of a function's method. */
    static String entry(FunctionType type) {
        return StackBridge.entryType(CallShape.of(type)).toMethodDescriptorString();
    }

    /** Of a main method that begins at a loop: the context, where the locals are on its stack, the instance, remaining. */
    public static MethodType loopEntry(FunctionType type) {
        return MethodType.methodType(
                StackBridge.entryType(CallShape.of(type)).returnType(),
                ExecutionContext.class,
                int.class,
                InstanceImpl.class,
                int.class);
    }

    /** Of a call through a function object: the arguments, the object, the calling instance, the calls that remain. */
    static String functionCall(FunctionType type) {
        MethodType entry = StackBridge.entryType(CallShape.of(type));
        return entry.insertParameterTypes(entry.parameterCount() - 2, FunctionImpl.class)
                .toMethodDescriptorString();
    }

    /** Of a region's method. */
    static String region(RegionShape shape, Variables variables, MemoryForm form) {
        RegionShape.Needs needs = shape.needs();
        StringBuilder type = new StringBuilder("(");
        type.append(needs.numbers() ? Names.FRAME_NUMBERS : "");
        type.append(needs.references() ? Names.FRAME_REFERENCES : "");
        type.append(needs.instance() ? Names.INSTANCE_TYPE : "");
        type.append(needs.remaining() ? "I" : "");
        type.append(needs.bytes() ? Names.memoryLocal(form) : "");
        shape.ins().stream().forEach(local -> type.append(variables.carrier(local).descriptor));
        String one = shape.result() < 0 ? "V" : variables.carrier(shape.result()).descriptor;
        String several = shape.result() < 0 ? "I" : "J";
        return type.append(')').append(shape.endsOneWay() ? one : several).toString();
    }
}
