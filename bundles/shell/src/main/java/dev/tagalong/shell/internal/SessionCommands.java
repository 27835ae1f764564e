package dev.tagalong.shell.internal;

import dev.tagalong.dl.NearName;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProxy;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.gogo.runtime.Reflective;
import org.apache.felix.service.command.CommandSession;

/** The commands that a session of Gogo knows, ours and others', with what they take. */
final class SessionCommands {

    /** The session's variable with the scopes that are searched for a name without one. */
    static final String SCOPE = "SCOPE";

    /** The scopes that are searched first, ours at the head. */
    static final String SCOPES = "wasm:gogo:felix:*";

    private static final String ANY = "*";

    private final CommandSession session;

    SessionCommands(CommandSession session) {
        this.session = session;
    }

    /** All names, each with its scope, sorted. */
    Set<String> names() {
        return session.get(CommandSessionImpl.COMMANDS) instanceof Set<?> names
                ? names.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<>();
    }

    /** The name with its scope of the command that a word stands for, or {@code null} if there is none. */
    String resolve(String word) {
        Set<String> names = names();
        String name = word.toLowerCase(Locale.ROOT);
        if (name.indexOf(':') >= 0 && !name.startsWith(ANY)) {
            return names.contains(name) ? name : null;
        }
        String function = name.substring(name.indexOf(':') + 1);
        return Stream.of(scopes().split(":"))
                .flatMap(scope -> names.stream()
                        .filter(n -> scope.equals(ANY) ? n.endsWith(":" + function) : n.equals(scope + ":" + function)))
                .findFirst()
                .orElse(null);
    }

    private String scopes() {
        return session.get(SCOPE) instanceof CharSequence scopes ? scopes.toString() : SCOPES;
    }

    /** That a command is not there, with the name that may have been meant. */
    CommandFailure missing(String word) {
        List<String> known = names().stream()
                .map(name -> word.indexOf(':') >= 0 ? name : function(name))
                .toList();
        Optional<String> near = NearName.of(word, known);
        return new CommandFailure("there is no command " + word
                + near.map(name -> "; did you mean " + name + "?").orElse("; help lists those that there are"));
    }

    /** A command's name without its scope. */
    static String function(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    /** How a command is written, empty if it does not tell. */
    String usage(String name) {
        List<String> forms = methods(name).stream()
                .map(method -> (function(name) + " " + synopsis(method)).strip())
                .distinct()
                .toList();
        return forms.isEmpty() ? "" : "usage: " + String.join(", or ", forms);
    }

    /** The methods that a command stands for, those with the fewest parameters first. */
    List<Method> methods(String name) {
        if (!(session.get(name) instanceof CommandProxy command)) {
            return List.of();
        }
        Object target = command.getTarget();
        try {
            Class<?> type = target instanceof Class<?> functions ? functions : target.getClass();
            return Arrays.stream(type.getMethods())
                    .filter(method -> isOf(method, function(name)))
                    .sorted(Comparator.comparingInt(Method::getParameterCount))
                    .toList();
        } finally {
            command.ungetTarget();
        }
    }

    /** Whether Gogo calls a method for a name. */
    private static boolean isOf(Method method, String function) {
        String name = method.getName().toLowerCase(Locale.ROOT);
        String own = Reflective.KEYWORDS.contains(function) ? "_" + function : function;
        return Stream.of(own, "get" + function, "is" + function, "set" + function, Reflective.MAIN)
                .anyMatch(name::equals);
    }

    private static String synopsis(Method method) {
        Synopsis written = method.getAnnotation(Synopsis.class);
        if (written != null) {
            return written.value();
        }
        List<String> words = new ArrayList<>();
        for (java.lang.reflect.Parameter parameter : method.getParameters()) {
            if (parameter.getType() != CommandSession.class) {
                words.add(word(parameter));
            }
        }
        return String.join(" ", words);
    }

    private static String word(java.lang.reflect.Parameter parameter) {
        org.apache.felix.service.command.Parameter option =
                parameter.getAnnotation(org.apache.felix.service.command.Parameter.class);
        Class<?> type = parameter.getType();
        String value = (type.isArray() ? type.getComponentType() : type).getSimpleName();
        String upper = parameter.isNamePresent() ? parameter.getName() : value;
        upper = upper.toUpperCase(Locale.ROOT);
        if (option != null) {
            boolean flag = !option.presentValue().equals(org.apache.felix.service.command.Parameter.UNSPECIFIED);
            return "[" + String.join("|", option.names()) + (flag ? "" : " " + upper) + "]";
        }
        return type.isArray() ? "[" + upper + "]..." : upper;
    }
}
