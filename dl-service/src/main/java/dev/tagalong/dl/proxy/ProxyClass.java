package dev.tagalong.dl.proxy;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.tagalong.dl.DlException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * A class that implements interfaces by a method handle for each method. It is hidden, has the handles for constants
 * (JVMS 5.5: a dynamically-computed one loads an element of the class data), so that a call of a method costs what one of
 * its handle does, and goes with its last object. Not thread-safe.
 *
 * <p>It is a neighbour of one of the interfaces, the first whose class loader sees all; that one need not be public. Interfaces
 * of modules that do not let others in, such as the JDK's, are implemented from the linker. The
 * class itself is public, so that those who call services by reflection, as remote services do, may.
 */
public final class ProxyClass {

    private static final String METHOD_HANDLE = "java/lang/invoke/MethodHandle";
    private static final Handle CLASS_DATA_AT = new Handle(
            H_INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "classDataAt",
            MethodType.methodType(Object.class, Lookup.class, String.class, Class.class, int.class)
                    .descriptorString(),
            false);

    private final List<Class<?>> types;
    private final Class<?> type;
    private final Lookup neighbour;
    private final List<Implemented> methods = new ArrayList<>();

    /** What a method of some name and the handle's type does. */
    private record Implemented(String name, MethodHandle handle) {

        boolean sameAs(String otherName, MethodType otherType) {
            return name.equals(otherName) && handle.type().equals(otherType);
        }
    }

    /**
     * A class without methods.
     *
     * @param types one interface at least
     * @throws DlException if one of them is no interface, or is sealed, or there is no place from which all can be reached
     */
    public ProxyClass(Class<?>... types) {
        this.types = List.of(types);
        for (Class<?> each : types) {
            if (!each.isInterface()) {
                throw new DlException(each.getName() + " is not an interface");
            }
            if (each.isSealed()) {
                throw new DlException(cannotImplement(each, "it is sealed"));
            }
        }
        this.type = this.types.stream().filter(this::seesAll).findFirst().orElse(types[0]);
        this.neighbour = open(type) ? ProxyAnchor.neighbourOf(type) : MethodHandles.lookup();
        this.types.forEach(this::checkVisible);
    }

    /** Whether an interface's method is one to implement: abstract, and none that every object has. */
    public static boolean isToImplement(Method method) {
        return Modifier.isAbstract(method.getModifiers()) && !isOfObject(method);
    }

    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static boolean open(Class<?> type) {
        return type.getModule().isOpen(type.getPackageName(), ProxyClass.class.getModule());
    }

    private boolean seesAll(Class<?> candidate) {
        ClassLoader loader = (open(candidate) ? candidate : ProxyClass.class).getClassLoader();
        return types.stream().allMatch(used -> seen(used, loader) == used);
    }

    /**
     * Adds a method. The first of a name and type counts: an interface has as many as its superinterfaces repeat.
     *
     * @throws DlException if a class in its type is another one to the interface's class loader
     */
    public void add(String name, MethodHandle handle) {
        MethodType signature = handle.type();
        Stream.concat(Stream.of(signature.returnType()), signature.parameterList().stream())
                .filter(part -> !part.isPrimitive())
                .forEach(this::checkVisible);
        if (methods.stream().noneMatch(present -> present.sameAs(name, signature))) {
            methods.add(new Implemented(name, handle));
        }
    }

    private void checkVisible(Class<?> used) {
        ClassLoader loader = neighbour.lookupClass().getClassLoader();
        if (seen(used, loader) != used) {
            throw new DlException(cannotImplement(type, used.getName() + " is not visible to " + loader));
        }
    }

    private static Class<?> seen(Class<?> used, ClassLoader loader) {
        Class<?> innermost = used;
        while (innermost.isArray()) {
            innermost = innermost.getComponentType();
        }
        if (innermost.isPrimitive()) {
            return used;
        }
        try {
            return Class.forName(used.getName(), false, loader);
        } catch (ClassNotFoundException | LinkageError nothing) {
            return null;
        }
    }

    private static String cannotImplement(Class<?> type, String why) {
        return "cannot implement " + type + " of " + type.getModule() + ": " + why;
    }

    /**
     * Defines the class and makes an object of it.
     *
     * @throws DlException if the interface may not be implemented: it is neither public nor open
     */
    public Object instantiate() {
        List<MethodHandle> handles = methods.stream().map(Implemented::handle).toList();
        try {
            Lookup defined = neighbour.defineHiddenClassWithClassData(write(), handles, true);
            return defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Error e) {
            if (e instanceof LinkageError) {
                throw new DlException(cannotImplement(type, e.getMessage()), e);
            }
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a neighbour may define and construct", e);
        }
    }

    private byte[] write() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String name = Type.getInternalName(neighbour.lookupClass()) + "$" + type.getSimpleName();
        writer.visit(
                V17,
                ACC_PUBLIC | ACC_FINAL | ACC_SUPER,
                name,
                null,
                "java/lang/Object",
                types.stream().map(Type::getInternalName).toArray(String[]::new));
        MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        for (int i = 0; i < methods.size(); i++) {
            write(writer, methods.get(i), i);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void write(ClassWriter writer, Implemented implemented, int number) {
        String descriptor = implemented.handle.type().descriptorString();
        MethodVisitor method = writer.visitMethod(ACC_PUBLIC | ACC_FINAL, implemented.name, descriptor, null, null);
        method.visitCode();
        // The one name that class data goes by, see MethodHandles.classDataAt.
        method.visitLdcInsn(new ConstantDynamic("_", "L" + METHOD_HANDLE + ";", CLASS_DATA_AT, number));
        int local = 1;
        for (Type parameter : Type.getArgumentTypes(descriptor)) {
            method.visitVarInsn(parameter.getOpcode(ILOAD), local);
            local += parameter.getSize();
        }
        method.visitMethodInsn(INVOKEVIRTUAL, METHOD_HANDLE, "invokeExact", descriptor, false);
        method.visitInsn(Type.getReturnType(descriptor).getOpcode(IRETURN));
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
