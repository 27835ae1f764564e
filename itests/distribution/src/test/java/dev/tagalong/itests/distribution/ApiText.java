package dev.tagalong.itests.distribution;

import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A package as text: its types, and of each what others can see, in an order that depends on names alone. */
final class ApiText {

    private ApiText() {}

    static String of(String name, String version, List<Class<?>> types) {
        String text = types.stream().filter(ApiText::visible).map(ApiText::type).collect(Collectors.joining("\n"));
        return text.isEmpty() ? "" : "package " + name + " version " + version + "\n\n" + text;
    }

    private static boolean visible(Class<?> type) {
        return seen(type.getModifiers())
                && !type.isSynthetic()
                && !type.isAnonymousClass()
                && (type.getDeclaringClass() == null || visible(type.getDeclaringClass()));
    }

    private static boolean seen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String type(Class<?> type) {
        StringBuilder text = new StringBuilder(head(type)).append("\n");
        Stream.of(
                        members(type.getDeclaredFields(), ApiText::field),
                        members(type.getDeclaredConstructors(), c -> c.toGenericString()),
                        members(type.getDeclaredMethods(), m -> m.toGenericString()))
                .flatMap(List::stream)
                .map(line -> line.replace(type.getName() + ".", "").replaceAll("\\bjava\\.lang\\.(?=[A-Z])", ""))
                .forEach(line -> text.append("    ").append(line).append("\n"));
        return text.toString();
    }

    private static String head(Class<?> type) {
        int modifiers = type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL);
        boolean isAbstract = Modifier.isAbstract(type.getModifiers()) && !type.isInterface();
        String sealed = type.isSealed() ? "sealed " : "";
        StringBuilder text = new StringBuilder(Modifier.toString(modifiers))
                .append(isAbstract ? " abstract " : " ")
                .append(sealed)
                .append(kind(type))
                .append(" ")
                .append(type.getName())
                .append(variables(type));
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
            text.append(" extends ").append(parent.getTypeName());
        }
        append(text, type.isInterface() ? " extends " : " implements ", type.getGenericInterfaces());
        if (type.isSealed()) {
            // Each JDK has an order of its own.
            Class<?>[] permitted = type.getPermittedSubclasses();
            Arrays.sort(permitted, Comparator.comparing(Class::getName));
            append(text, " permits ", permitted);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String word, Type[] types) {
        if (types.length > 0) {
            text.append(word).append(Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", ")));
        }
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        if (type.isRecord()) {
            return "record";
        }
        return type.isEnum() ? "enum" : "class";
    }

    private static String variables(GenericDeclaration declaration) {
        TypeVariable<?>[] variables = declaration.getTypeParameters();
        return variables.length == 0
                ? ""
                : Arrays.stream(variables).map(ApiText::variable).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String variable(TypeVariable<?> variable) {
        String bounds = Arrays.stream(variable.getBounds())
                .filter(bound -> bound != Object.class)
                .map(Type::getTypeName)
                .collect(Collectors.joining(" & "));
        return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    private static String field(Field field) {
        return field.toGenericString();
    }

    private static <M extends Member> List<String> members(M[] members, Function<M, String> text) {
        return Arrays.stream(members)
                .filter(m -> seen(m.getModifiers()) && !m.isSynthetic())
                .map(text)
                .sorted()
                .toList();
    }
}
