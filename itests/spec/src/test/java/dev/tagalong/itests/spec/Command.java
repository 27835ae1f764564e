package dev.tagalong.itests.spec;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A command of a script; which of the components are there depends on the type. Numbers are decimal texts, of
 * floating-point values their bits.
 *
 * @param type the kind of command, such as {@code assert_return}
 * @param line the line of the text original
 * @param name the name that a module is given, or the module that is registered; none for the last one
 * @param filename the module's file, beside the script
 * @param moduleType {@code binary}, {@code text}, or nothing for a binary
 * @param text the message that is expected
 * @param as the name to register under
 * @param instance the name that an instance of a module definition is given
 * @param module the module definition to instantiate
 * @param action what to do
 * @param expected the results that are expected
 */
record Command(
        String type,
        int line,
        String name,
        String filename,
        String moduleType,
        String text,
        String as,
        String instance,
        String module,
        Action action,
        List<Value> expected) {

    /**
     * A call or the reading of a global.
     *
     * @param type {@code invoke} or {@code get}
     * @param module the name of the module, or nothing for the last one
     * @param field the export's name
     * @param args the arguments of a call
     */
    record Action(String type, String module, String field, List<Value> args) {
        @Override
        public String toString() {
            String target = (module == null ? "" : module + ".") + '"' + field + '"';
            return args == null
                    ? target
                    : target + args.stream().map(Value::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /**
     * A value, or a pattern of values.
     *
     * @param type the value type, {@code refnull}, or {@code either}
     * @param value the number, {@code null} in letters, {@code nan:canonical} or {@code nan:arithmetic}; a list of the
     *     lanes for a vector
     * @param laneType the type of a vector's lanes
     * @param values the alternatives of {@code either}
     */
    record Value(String type, Object value, String laneType, List<Value> values) {
        @Override
        public String toString() {
            if (values != null) {
                return values.stream().map(Value::toString).collect(Collectors.joining(" or "));
            }
            return type + (laneType == null ? "" : " " + laneType) + (value == null ? "" : " " + value);
        }
    }

    boolean isText() {
        return "text".equals(moduleType);
    }

    @Override
    public String toString() {
        return "line " + line + ": " + type + (action == null ? "" : " " + action)
                + (filename == null ? "" : " " + filename);
    }
}
