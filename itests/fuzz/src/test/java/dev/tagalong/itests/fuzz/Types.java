package dev.tagalong.itests.fuzz;

import dev.tagalong.runtime.I31;
import java.util.List;
import java.util.Set;

/** What {@code v8.mjs} makes of types: which cross the border of the language, and what arguments a call gets. */
final class Types {

    private static final Set<String> STAY = Set.of("v128", "exn", "noexn");

    private Types() {}

    /** Whether values of a type are values of JavaScript. */
    static boolean cross(String type) {
        return !STAY.contains(heap(type));
    }

    /** The arguments of a call in the first round, or {@code null} if no values of the types can be made here. */
    static Object[] arguments(List<String> parameters) {
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            String type = parameters.get(i);
            boolean nullable = !type.startsWith("(ref ") || type.startsWith("(ref null ");
            switch (heap(type)) {
                case "i32" -> arguments[i] = 0;
                case "i64" -> arguments[i] = 0L;
                case "f32" -> arguments[i] = 0f;
                case "f64" -> arguments[i] = 0.0;
                case "any", "eq", "i31" -> arguments[i] = nullable && i % 2 == 0 ? null : I31.of(7);
                case "extern" -> arguments[i] = nullable && i % 2 == 0 ? null : Value.HOST;
                default -> {
                    if (!nullable) {
                        return null;
                    }
                }
            }
        }
        return arguments;
    }

    private static String heap(String type) {
        return switch (type) {
            case "externref" -> "extern";
            case "exnref" -> "exn";
            case "nullexnref" -> "noexn";
            case "anyref" -> "any";
            case "eqref" -> "eq";
            case "i31ref" -> "i31";
            default -> type.replaceFirst("^\\(ref (null )?(.*)\\)$", "$2");
        };
    }
}
