package dev.tagalong.itests.guests;

import dev.tagalong.runtime.ArrayObject;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.ExternalValue;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.JavaTypes;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ImportType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;

/**
 * What a program of TeaVM has of JavaScript: strings, which are Java's here, functions, a clock and a console. Classes and
 * other objects are for programs that JavaScript talks to, and are names only.
 */
final class TeaVmHost implements Imports {

    /** What a program's heap for what is no object may take, in bytes; it begins at 0. */
    private static final Map<String, Integer> NUMBERS = Map.of("heapOffset", 0, "maxSize", 1 << 24);

    private final Engine engine;
    private final StringBuilder printed = new StringBuilder();

    TeaVmHost(Engine engine) {
        this.engine = engine;
    }

    /** What has been printed. */
    String printed() {
        return printed.toString();
    }

    @Override
    public ExternalValue resolve(ImportType wanted) {
        if (wanted.type() instanceof ExternalType.Memory memory) {
            return engine.memory(memory.type());
        }
        if (wanted.type() instanceof ExternalType.Global global) {
            return engine.global(global.type(), NUMBERS.get(wanted.name()));
        }
        return wanted.type() instanceof ExternalType.Func func ? function(wanted, func.type()) : null;
    }

    private ExternalValue function(ImportType wanted, FunctionType type) {
        MethodType shape = JavaTypes.of(type);
        try {
            MethodHandle answer = MethodHandles.lookup()
                    .bind(this, "answer", MethodType.methodType(Object.class, String.class, Object[].class))
                    .bindTo(wanted.module() + "." + wanted.name())
                    .asCollector(Object[].class, shape.parameterCount())
                    .asType(shape);
            return engine.function(wanted.toString(), HostFunction.of(type, answer));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unused") // called by the program
    private Object answer(String function, Object[] given) {
        return switch (function) {
            case "wasm:js-string.fromCharCode" -> String.valueOf((char) number(given[0]));
            case "wasm:js-string.concat" -> (String) given[0] + given[1];
            case "wasm:js-string.substring" -> ((String) given[0]).substring(number(given[1]), number(given[2]));
            case "wasm:js-string.fromCharCodeArray" -> text((ArrayObject) given[0], number(given[1]), number(given[2]));
            case "wasm:js-string.length" -> ((String) given[0]).length();
            case "wasm:js-string.intoCharCodeArray" ->
                into((String) given[0], (ArrayObject) given[1], number(given[2]));
            case "wasm:js-string.charCodeAt" -> (int) ((String) given[0]).charAt(number(given[1]));
            case "teavmJso.stringBuiltinsSupported" -> 1;
            case "teavmJso.createClass", "teavmJso.defineFunction" -> given[function.endsWith("Class") ? 2 : 0];
            case "teavmJso.createFunction1" -> given[1];
            case "teavmJso.getProperty" -> property(given[0], (String) given[1]);
            case "teavmJso.unwrapInt", "teavmJso.wrapInt" -> given[0];
            case "teavmJso.isUndefined" -> given[0] == null ? 1 : 0;
            case "teavmJso.defineStaticMethod" -> null;
            // The one function that is made of a text gives what it is given, as a string.
            case "teavmJso.callFunction1" -> given[1];
            case "teavmMath.sqrt" -> Math.sqrt((Double) given[0]);
            case "teavmDate.currentTimeMillis" -> (double) System.currentTimeMillis();
            case "teavmConsole.putcharStdout", "teavmConsole.putcharStderr" ->
                printed.append((char) number(given[0])).length();
            case "teavm.takeStackTrace", "teavm.decorateException", "teavmMemory.notifyHeapResized" -> null;
            default -> throw new UnsupportedOperationException(function + List.of(given));
        };
    }

    private static int number(Object given) {
        return (Integer) given;
    }

    /** The arguments of a program are the one object whose properties are asked for. */
    private static Object property(Object of, String name) {
        if (of instanceof String[] list) {
            return name.equals("length") ? (Object) list.length : list[Integer.parseInt(name)];
        }
        return null;
    }

    private static String text(ArrayObject codes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append((char) number(codes.get(i)));
        }
        return text.toString();
    }

    private static int into(String text, ArrayObject codes, int from) {
        for (int i = 0; i < text.length(); i++) {
            codes.set(from + i, (int) text.charAt(i));
        }
        return text.length();
    }

    /** Calls a program's main method. */
    static void main(Object function, String... arguments) {
        ((Function) function).call((Object) arguments);
    }
}
