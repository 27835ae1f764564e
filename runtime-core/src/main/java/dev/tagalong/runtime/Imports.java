package dev.tagalong.runtime;

import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ImportType;
import java.util.HashMap;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Supplies a module's imports at instantiation. */
@ConsumerType
@FunctionalInterface
public interface Imports {

    /** Supplies nothing. */
    Imports NONE = wanted -> null;

    /**
     * The value for an import.
     *
     * @return the value, or {@code null} if this supplier has none; whether it is of the right type the engine checks
     */
    ExternalValue resolve(ImportType wanted);

    /**
     * The export of the module itself that an import of a function is bound to, where {@link #resolve} has no value: a
     * position-independent module imports those of its own functions that another module might replace.
     *
     * @return the export's name, or {@code null} for an import that is not the module's own
     */
    default String own(ImportType wanted) {
        return null;
    }

    /**
     * The tag that a tag of the module itself is to be, which the module exports: instances may share a tag that each of their
     * modules defines, and use one before the instance that exports it is there.
     *
     * @param export the module's own tag, not one that it imports
     * @return the tag, or {@code null} for a new one; whether it is of the right type the engine checks
     */
    default Tag tag(ExportType export) {
        return null;
    }

    /** Asks this supplier first, then {@code next}. */
    default Imports or(Imports next) {
        Imports first = this;
        return new Imports() {
            @Override
            public ExternalValue resolve(ImportType wanted) {
                ExternalValue value = first.resolve(wanted);
                return value != null ? value : next.resolve(wanted);
            }

            @Override
            public String own(ImportType wanted) {
                String name = first.own(wanted);
                return name != null ? name : next.own(wanted);
            }

            @Override
            public Tag tag(ExportType export) {
                Tag tag = first.tag(export);
                return tag != null ? tag : next.tag(export);
            }
        };
    }

    /** A supplier over fixed values. */
    static Builder builder() {
        return new Builder();
    }

    /** Collects values by their two names. Not safe for several threads. */
    final class Builder {
        private final Map<String, Map<String, ExternalValue>> values = new HashMap<>();

        private Builder() {}

        /** Adds a value; a later one under the same names replaces it. */
        public Builder add(String module, String name, ExternalValue value) {
            values.computeIfAbsent(module, m -> new HashMap<>()).put(name, value);
            return this;
        }

        /** Adds every export of an instance under a module name. */
        public Builder add(String module, Instance instance) {
            instance.module().exports().forEach(e -> add(module, e.name(), instance.export(e.name())));
            return this;
        }

        /** The supplier; later additions to this builder do not change it. */
        public Imports build() {
            Map<String, Map<String, ExternalValue>> copy = new HashMap<>();
            values.forEach((module, names) -> copy.put(module, Map.copyOf(names)));
            return wanted -> copy.getOrDefault(wanted.module(), Map.of()).get(wanted.name());
        }
    }
}
