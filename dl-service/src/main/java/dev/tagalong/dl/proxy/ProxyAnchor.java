package dev.tagalong.dl.proxy;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * A foothold beside an interface of another bundle: a class of one private method that answers its own {@link Lookup}.
 *
 * <p>Bundles are different modules, and a lookup that was carried from one module into another may define classes but not
 * hidden ones, which are the ones that can be unloaded. So one ordinary class per package of an interface is defined, and
 * goes with that bundle's class loader; it defines the hidden ones.
 */
final class ProxyAnchor {

    private static final String NAME = "TagalongProxyAnchor";
    private static final String METHOD = "lookup";
    private static final MethodType METHOD_TYPE = MethodType.methodType(Lookup.class);

    private ProxyAnchor() {}

    /** A lookup of full power in the package of a type that is open to this module. */
    static Lookup neighbourOf(Class<?> type) {
        try {
            Lookup visitor = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            String packageName = type.getPackageName();
            String name = packageName.isEmpty() ? NAME : packageName + "." + NAME;
            Class<?> anchor = define(visitor, name);
            return (Lookup) MethodHandles.privateLookupIn(anchor, MethodHandles.lookup())
                    .findStatic(anchor, METHOD, METHOD_TYPE)
                    .invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("the package of " + type + " is open", e);
        }
    }

    private static Class<?> define(Lookup visitor, String name) throws ReflectiveOperationException {
        try {
            return visitor.defineClass(write(name.replace('.', '/')));
        } catch (LinkageError present) {
            return visitor.findClass(name);
        }
    }

    private static byte[] write(String name) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, name, null, "java/lang/Object", null);
        MethodVisitor method =
                writer.visitMethod(ACC_PRIVATE | ACC_STATIC, METHOD, METHOD_TYPE.descriptorString(), null, null);
        method.visitCode();
        method.visitMethodInsn(
                INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", METHOD_TYPE.descriptorString(), false);
        method.visitInsn(ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
