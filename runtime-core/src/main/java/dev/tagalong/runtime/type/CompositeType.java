package dev.tagalong.runtime.type;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The structure of a defined type (specification, section 2.3.10). Types are compared by their parts; what is part of the same
 * recursion group is a {@link RecursionIndex} in it.
 */
public sealed interface CompositeType {

    /** Whether a type of this structure may extend one of {@code expected} (section 3.3.9, matching). */
    boolean matches(CompositeType expected);

    /** Parameters and results of a function. */
    record Func(List<ValueType> parameters, List<ValueType> results) implements CompositeType {

        /** Of copies of the lists. */
        public Func {
            parameters = List.copyOf(parameters);
            results = List.copyOf(results);
        }

        /** Parameters may be of more, results of fewer values. */
        @Override
        public boolean matches(CompositeType expected) {
            return expected instanceof Func other
                    && ValueType.allMatch(other.parameters, parameters)
                    && ValueType.allMatch(results, other.results);
        }

        @Override
        public String toString() {
            return list(parameters) + " -> " + list(results);
        }
    }

    /** Fields of a structure, in order. */
    record Struct(List<FieldType> fields) implements CompositeType {

        /** Of a copy of the list. */
        public Struct {
            fields = List.copyOf(fields);
        }

        /** There may be more fields. */
        @Override
        public boolean matches(CompositeType expected) {
            if (!(expected instanceof Struct other) || fields.size() < other.fields.size()) {
                return false;
            }
            for (int i = 0; i < other.fields.size(); i++) {
                if (!fields.get(i).matches(other.fields.get(i))) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return "struct " + list(fields);
        }
    }

    /** The elements of an array. */
    record Array(FieldType element) implements CompositeType {
        @Override
        public boolean matches(CompositeType expected) {
            return expected instanceof Array other && element.matches(other.element);
        }

        @Override
        public String toString() {
            return "array (" + element + ")";
        }
    }

    private static String list(List<?> types) {
        return types.stream().map(Objects::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
