package dev.tagalong.runtime.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.execution.RangeChecks.Check;
import dev.tagalong.runtime.execution.RangeChecks.Shape;
import dev.tagalong.runtime.testing.ChildJvm;
import dev.tagalong.runtime.testing.Program;
import dev.tagalong.runtime.testing.Tiers;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two range checks of one value, of which the first goes through a helper. HotSpot's second compiler folds such pairs, and
 * some releases then go on at a wrong place when the folded check fails (JDK-8376400). So each function goes one way until
 * HotSpot has compiled it, and then another way once.
 */
class RangeChecksTest {

    private static final int PAIRS = 16;
    private static final int CALLS = 2_500;

    /** HotSpot is to know both results of a helper, and one of them as rare: of so many calls one is the other way. */
    private static final int RARE = 16;

    private static final int[] VALUES = {
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1,
        -1000,
        -33,
        -17,
        -6,
        -5,
        -4,
        -1,
        0,
        1,
        3,
        4,
        5,
        7,
        8,
        9,
        11,
        12,
        15,
        16,
        17,
        19,
        20,
        21,
        24,
        25,
        100,
        1000,
        Integer.MAX_VALUE - 1,
        Integer.MAX_VALUE
    };

    @Test
    void tiersAgree() throws IOException, InterruptedException {
        // HotSpot compiles at once and soon, so that a function is compiled when it goes another way.
        assertEquals("", ChildJvm.run(RangeChecksTest.class, "-Xbatch", "-XX:CompileThresholdScaling=0.2"));
    }

    /** Writes a line for each difference. */
    public static void main(String[] arguments) throws Throwable {
        try (Engine interpreting = Tiers.engine(Tier.INTERPRET);
                Engine compiling = Tiers.engine(Tier.COMPILE)) {
            for (Shape shape : Shape.values()) {
                Random random = new Random(shape.ordinal());
                List<Check> checks = IntStream.range(0, PAIRS)
                        .mapToObj(i -> RangeChecks.random(shape, shape.name() + i, random))
                        .toList();
                Program program = new Program().memory(1);
                checks.forEach(c -> RangeChecks.write(c, program));
                Instance expected = program.instantiate(interpreting);
                // Each way has code of its own, as HotSpot counts per function.
                for (int way : new int[] {RangeChecks.HOLDS, RangeChecks.ELSE}) {
                    Instance found = program.instantiate(compiling);
                    for (Check check : checks) {
                        new Subject(check, expected, found, way).compare();
                    }
                }
            }
        }
    }

    /** A function that goes one way until it is compared. */
    private static final class Subject {

        private final Check check;
        private final MethodHandle expected;
        private final MethodHandle found;
        private final MethodHandle helper;
        private final int[] usual;
        private final int[] others;
        private final int[] failing;

        Subject(Check check, Instance expected, Instance found, int way) throws Throwable {
            this.check = check;
            this.expected = expected.function(check.name()).handle();
            this.found = found.function(check.name()).handle();
            this.helper = found.function(check.name() + "?").handle();
            int[] ways = new int[VALUES.length];
            for (int i = 0; i < ways.length; i++) {
                ways[i] = way(VALUES[i]);
            }
            this.usual = values(i -> ways[i] == way);
            this.failing = values(i -> ways[i] == RangeChecks.FAILED);
            int[] first = values(i -> ways[i] != way && ways[i] != RangeChecks.FAILED);
            // Only the first one that goes another way finds what HotSpot folded.
            this.others = IntStream.concat(Arrays.stream(first), Arrays.stream(failing))
                    .toArray();
        }

        private int way(int value) throws Throwable {
            try {
                return RangeChecks.way((int) expected.invokeExact(value));
            } catch (Trap trap) {
                return 0;
            }
        }

        private static int[] values(IntPredicate indices) {
            return IntStream.range(0, VALUES.length)
                    .filter(indices)
                    .map(i -> VALUES[i])
                    .toArray();
        }

        void compare() throws Throwable {
            warm();
            for (int value : others) {
                String right = answer(expected, value);
                String answer = answer(found, value);
                if (!answer.equals(right)) {
                    System.out.println(check + ": of " + value + " " + answer + ", not " + right);
                }
            }
        }

        private void warm() throws Throwable {
            if (usual.length == 0) {
                return;
            }
            for (int i = 0; i < CALLS; i++) {
                int value = usual[i % usual.length];
                int answer = (int) found.invokeExact(value);
                if (i % RARE == 0 && failing.length > 0) {
                    value = failing[0];
                }
                answer = (int) helper.invokeExact(value + check.offset(), check.bounds()[0]);
            }
        }

        private static String answer(MethodHandle function, int value) throws Throwable {
            try {
                return Integer.toString((int) function.invokeExact(value));
            } catch (Trap trap) {
                return trap.kind().toString();
            }
        }
    }
}
