package dev.tagalong.runtime.differential;

import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Which exports of a module are called with what. As text, for other engines to read: a call a line, the export's name and
 * its arguments as type and bits in hexadecimal, an arrow and the result types, such as
 * {@code func_1 i32:0000002a f64:3ff0000000000000 -> i64 i32}.
 */
record CallPlan(List<Call> calls) {

    /** Fills up the fuel that random modules burn in loops and calls. */
    private static final String REFUEL = "hangLimitInitializer";

    private static final int[] INTS = {0, 1, -1, 42, Integer.MIN_VALUE, 65_536, Integer.MAX_VALUE};
    private static final long[] LONGS = {0, 1, -1, 1L << 32, Long.MIN_VALUE, -77, Long.MAX_VALUE};
    private static final double[] NUMBERS = {0, 1.5, -0.0, -1e30, 4e9, Double.MIN_VALUE, Double.POSITIVE_INFINITY};
    private static final int ROUNDS = 3;

    /** A call with arguments. */
    record Call(String export, List<Value> arguments, List<ValueType> results) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(export);
            arguments.forEach(a -> text.append(' ').append(a));
            return text.toString();
        }
    }

    /** Calls of every exported function, several times with edge values. */
    static CallPlan of(Module module) {
        List<Call> calls = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (ExportType export : module.exports()) {
                if (export.type() instanceof ExternalType.Func function) {
                    if (hasFuel(module)) {
                        calls.add(new Call(REFUEL, List.of(), List.of()));
                    }
                    calls.add(new Call(
                            export.name(),
                            arguments(function.type().parameters(), round),
                            function.type().results()));
                }
            }
        }
        return new CallPlan(calls);
    }

    private static boolean hasFuel(Module module) {
        return module.exports().stream().anyMatch(e -> e.name().equals(REFUEL));
    }

    private static List<Value> arguments(List<ValueType> parameters, int round) {
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            int which = (round * (i + 3)) % INTS.length;
            Object value = switch (parameters.get(i).toString()) {
                case "i32" -> INTS[which];
                case "i64" -> LONGS[which];
                case "f32" -> (float) NUMBERS[which];
                case "f64" -> NUMBERS[which];
                default -> throw new IllegalArgumentException("a parameter of type " + parameters.get(i));
            };
            arguments.add(Value.of(value));
        }
        return arguments;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Call call : calls) {
            text.append(call).append(" -> ");
            call.results().forEach(type -> text.append(type).append(' '));
            text.append('\n');
        }
        return text.toString();
    }
}
