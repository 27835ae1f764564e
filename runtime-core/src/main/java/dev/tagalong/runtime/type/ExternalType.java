package dev.tagalong.runtime.type;

/** The type of an import or export (specification, section 2.3.16). */
public sealed interface ExternalType {

    /** The kind's name in the text format: {@code func}, {@code table}, {@code memory}, {@code global} or {@code tag}. */
    String kind();

    /** A function's type. */
    record Func(FunctionType type) implements ExternalType {
        @Override
        public String kind() {
            return "func";
        }

        @Override
        public String toString() {
            return "func " + type;
        }
    }

    /** A table's type. */
    record Table(TableType type) implements ExternalType {
        @Override
        public String kind() {
            return "table";
        }

        @Override
        public String toString() {
            return "table " + type;
        }
    }

    /** A memory's type. */
    record Memory(MemoryType type) implements ExternalType {
        @Override
        public String kind() {
            return "memory";
        }

        @Override
        public String toString() {
            return "memory " + type;
        }
    }

    /** A tag's type: its parameters are the values of an exception, and it has no results. */
    record Tag(FunctionType type) implements ExternalType {
        @Override
        public String kind() {
            return "tag";
        }

        @Override
        public String toString() {
            return "tag " + type;
        }
    }

    /** A global's type. */
    record Global(GlobalType type) implements ExternalType {
        @Override
        public String kind() {
            return "global";
        }

        @Override
        public String toString() {
            return "global " + type;
        }
    }
}
