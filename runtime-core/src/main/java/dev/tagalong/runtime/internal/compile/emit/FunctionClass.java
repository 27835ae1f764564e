package dev.tagalong.runtime.internal.compile.emit;

import static org.objectweb.asm.Opcodes.*;

import dev.tagalong.runtime.internal.compile.plan.CompilerWork;
import dev.tagalong.runtime.internal.compile.plan.CutFunction;
import dev.tagalong.runtime.internal.compile.plan.FunctionPlan;
import dev.tagalong.runtime.internal.compile.tree.Node;
import dev.tagalong.runtime.internal.memory.MemoryForm;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.objectweb.asm.ClassWriter;

/** The class of a function while it is written: what all of its methods share. */
final class FunctionClass {

    final FunctionPlan plan;
    final CutFunction function;
    final MemoryForm memory;
    final String name;
    final HiddenConstants constants;
    final CompilerWork work;

    /** By function index, whether to call a function's method, and not by way of whatever code it has. */
    final IntPredicate direct;

    private final Map<Node, String> regionNames = new IdentityHashMap<>();
    private final List<CodeVisitor> methods = new ArrayList<>();
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private boolean startFound;

    FunctionClass(FunctionPlan plan, MemoryForm memory, IntPredicate direct, CompilerWork work) {
        this.plan = plan;
        this.function = plan.function;
        this.memory = memory;
        this.direct = direct;
        this.work = work;
        this.name = Names.className(function.body.index(), function.startLoop);
        this.constants = new HiddenConstants(name);
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, name, null, Names.OBJECT, null);
        writer.visitSource(function.module.name(), null);
    }

    /** Begins a method. */
    CodeVisitor method(String methodName, String descriptor) {
        CodeVisitor method =
                new CodeVisitor(writer.visitMethod(ACC_PUBLIC | ACC_STATIC, methodName, descriptor, null, null));
        method.visitCode();
        methods.add(method);
        return method;
    }

    /** The name of a region's method. */
    String regionName(Node region) {
        return regionNames.computeIfAbsent(
                region, r -> Names.methodName(function.body.index()) + "$" + regionNames.size());
    }

    /** Notes that the main method has come to the loop it begins at. */
    void foundStart() {
        startFound = true;
    }

    /** Whether the main method has come to the loop it begins at. */
    boolean startFound() {
        return startFound;
    }

    /** The size of the biggest method that was written, in bytes of bytecode. */
    int biggestMethod() {
        return methods.stream().mapToInt(CodeVisitor::size).max().orElse(0);
    }

    /** The class file, once all methods are written. */
    byte[] end() {
        constants.writeFields(writer);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
