package dev.tagalong.runtime.internal.compile.emit;

import dev.tagalong.runtime.Tag;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.internal.bridge.StackBridge;
import dev.tagalong.runtime.internal.call.Backtraces;
import dev.tagalong.runtime.internal.call.ExceptionTraces;
import dev.tagalong.runtime.internal.compile.link.ArrayMemory;
import dev.tagalong.runtime.internal.compile.link.CallSites;
import dev.tagalong.runtime.internal.compile.link.GrowingMemory;
import dev.tagalong.runtime.internal.compile.link.GrowingMemory64;
import dev.tagalong.runtime.internal.compile.link.SharedAccess;
import dev.tagalong.runtime.internal.compile.link.SharedAtomics;
import dev.tagalong.runtime.internal.compile.link.Support;
import dev.tagalong.runtime.internal.memory.Addresses;
import dev.tagalong.runtime.internal.memory.LittleEndian;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import dev.tagalong.runtime.internal.memory.MemoryImpl;
import dev.tagalong.runtime.internal.memory.SharedMemory;
import dev.tagalong.runtime.internal.object.ExceptionImpl;
import dev.tagalong.runtime.internal.object.Exceptions;
import dev.tagalong.runtime.internal.object.HeapLimit;
import dev.tagalong.runtime.internal.object.TagImpl;
import dev.tagalong.runtime.internal.store.FunctionImpl;
import dev.tagalong.runtime.internal.store.GlobalImpl;
import dev.tagalong.runtime.internal.store.InstanceImpl;
import dev.tagalong.runtime.internal.thread.ExecutionContext;
import dev.tagalong.runtime.internal.value.CallShape;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Names of what generated code refers to. */
public final class Names {

    static final String STACK_BRIDGE = Type.getInternalName(StackBridge.class);
    static final String SUPPORT = Type.getInternalName(Support.class);
    static final String ARRAY_MEMORY = Type.getInternalName(ArrayMemory.class);
    static final String GROWING_MEMORY = Type.getInternalName(GrowingMemory.class);
    static final String GROWING_MEMORY_64 = Type.getInternalName(GrowingMemory64.class);
    static final String LITTLE_ENDIAN = Type.getInternalName(LittleEndian.class);
    static final String ADDRESSES = Type.getInternalName(Addresses.class);
    static final String SHARED_ACCESS = Type.getInternalName(SharedAccess.class);
    static final String SHARED_ATOMICS = Type.getInternalName(SharedAtomics.class);
    static final String SHARED_MEMORY = Type.getInternalName(SharedMemory.class);
    static final String BUFFER = Type.getInternalName(ByteBuffer.class);
    static final String BUFFER_TYPE = Type.getDescriptor(ByteBuffer.class);
    static final String CONTEXT = Type.getInternalName(ExecutionContext.class);
    static final String CONTEXT_TYPE = Type.getDescriptor(ExecutionContext.class);
    static final String INSTANCE = Type.getInternalName(InstanceImpl.class);
    static final String INSTANCE_TYPE = Type.getDescriptor(InstanceImpl.class);
    static final String FUNCTION = Type.getInternalName(FunctionImpl.class);
    static final String FUNCTION_TYPE = Type.getDescriptor(FunctionImpl.class);
    static final String FUNCTIONS_TYPE = Type.getDescriptor(FunctionImpl[].class);
    static final String MEMORY = Type.getInternalName(MemoryImpl.class);
    static final String MEMORY_TYPE = Type.getDescriptor(MemoryImpl.class);
    static final String MEMORIES_TYPE = Type.getDescriptor(MemoryImpl[].class);
    static final String GLOBAL = Type.getInternalName(GlobalImpl.class);
    static final String GLOBAL_REFERENCE = Type.getDescriptor(GlobalImpl.class);
    static final String GLOBALS_TYPE = Type.getDescriptor(GlobalImpl[].class);
    static final String EXCEPTIONS = Type.getInternalName(Exceptions.class);
    static final String EXCEPTION_TRACES = Type.getInternalName(ExceptionTraces.class);
    static final String EXCEPTION = Type.getInternalName(ExceptionImpl.class);
    static final String EXCEPTION_TYPE = Type.getDescriptor(ExceptionImpl.class);
    static final String TAG = Type.getInternalName(TagImpl.class);
    static final String TAG_TYPE = Type.getDescriptor(Tag.class);
    static final String SHAPE_TYPE = Type.getDescriptor(CallShape.class);
    static final String TAGS_TYPE = Type.getDescriptor(TagImpl[].class);
    static final String HEAP_LIMIT_TYPE = Type.getDescriptor(HeapLimit.class);

    /** Of a method that asks whether a reference is of a type: without the result. */
    static final String TYPE_TEST = "(Ljava/lang/Object;Z" + INSTANCE_TYPE + "I)";

    static final String OBJECT = "java/lang/Object";
    static final String TRAP_RESULT = "()" + Type.getDescriptor(Trap.class);
    static final String BYTES_TYPE = "[B";
    static final String FRAME_NUMBERS = "[J";
    static final String FRAME_REFERENCES = "[Ljava/lang/Object;";

    /** Links a call through a function object. */
    static final Handle CALL_BOOTSTRAP = bootstrap("call");

    /** Links a call of a function of the same module that has no class of its own when its caller is written. */
    static final Handle INTERPRET_BOOTSTRAP = bootstrap("interpret");

    private static final String CLASS_PREFIX = Backtraces.CLASS_PREFIX.replace('.', '/');

    private Names() {}

    /** The type of what a method has of memory 0 in a JVM local: its array, or its first buffer. */
    static String memoryLocal(MemoryForm form) {
        return form == MemoryForm.SHARED ? BUFFER_TYPE : BYTES_TYPE;
    }

    /** The internal name of a function's class. */
    static String className(int function) {
        return CLASS_PREFIX + function;
    }

    /** The internal name of the class of a function that begins at a loop; of its usual class if {@code loop} is -1. */
    static String className(int function, int loop) {
        return loop < 0 ? className(function) : className(function) + Backtraces.LOOP_MARK + loop;
    }

    /** The name of a function's method. */
    public static String methodName(int function) {
        return "f" + function;
    }

    /** The name of the method of a function that leaves its last tail call to be made, if it has one of its own. */
    public static String upToTailName(int function) {
        return "t" + function;
    }

    private static Handle bootstrap(String name) {
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                Type.getInternalName(CallSites.class),
                name,
                Type.getMethodDescriptor(
                        Type.getType(CallSite.class),
                        Type.getType(MethodHandles.Lookup.class),
                        Type.getType(String.class),
                        Type.getType(MethodType.class),
                        Type.INT_TYPE),
                false);
    }
}
