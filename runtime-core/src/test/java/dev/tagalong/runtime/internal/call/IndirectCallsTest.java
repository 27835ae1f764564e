package dev.tagalong.runtime.internal.call;

import static dev.tagalong.runtime.testing.Binary.*;
import static dev.tagalong.runtime.testing.Wasm.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.Imports;
import dev.tagalong.runtime.Instance;
import dev.tagalong.runtime.InstanceOptions;
import dev.tagalong.runtime.Linkage;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.Tier;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.testing.Tiers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operand of an indirect call stands for: an entry of the table, or what the linkage says. The same in each tier. */
class IndirectCallsTest {

    private static final byte[] NULLARY = functionType(vector(), vector(I32));
    private static final byte[] UNARY = functionType(vector(I32), vector(I32));

    /** Past the end of the table, and not past its end once it has grown. */
    private static final int PAST = 4;

    /** {@code f(i)} calls the entry {@code i} of a table of two, of which the first is a function and the second null. */
    private static final byte[] CALLER = module(
            vectorSection(1, NULLARY, UNARY),
            vectorSection(3, 0, 1),
            vectorSection(4, bytes(FUNCREF, 0, 2)),
            vectorSection(7, bytes("f", 0, 1), bytes("__indirect_function_table", 1, 0)),
            vectorSection(9, bytes(0, i32(0), END, 1, 0)),
            vectorSection(10, body(vector(), i32(7)), body(vector(), localGet(0), callIndirect(0))));

    private static final byte[] LIBRARY = module(
            vectorSection(1, NULLARY, UNARY),
            vectorSection(3, 0, 1),
            vectorSection(10, body(vector(), i32(8)), body(vector(), i32(9))));

    /** Answers a function of a library, and notes what it was asked. */
    private static final class Notes implements Linkage {
        private final List<Integer> asked = new ArrayList<>();
        private final Function answer;

        Notes(Function answer) {
            this.answer = answer;
        }

        @Override
        public Function resolve(int taggedIndex) {
            asked.add(taggedIndex);
            return answer;
        }
    }

    static List<Tier> tiers() {
        return Tiers.all();
    }

    private static Instance library(Engine engine) {
        return engine.instantiate(engine.load("library", LIBRARY), Imports.NONE, InstanceOptions.named("library"));
    }

    private static Instance caller(Engine engine, Linkage linkage) {
        return engine.instantiate(
                engine.load("caller", CALLER),
                Imports.NONE,
                InstanceOptions.named("caller").withLinkage(linkage));
    }

    private static Trap trap(Instance caller, int operand) {
        Trap trap = assertThrows(Trap.class, () -> caller.function("f").call(operand));
        Trap inJava = assertThrows(Trap.class, () -> caller.callee(operand).call());
        assertEquals(trap.kind(), inJava.kind());
        return trap;
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void withoutALinkageThereIsTheTableOnly(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance caller = caller(engine, null);
            assertEquals(7, caller.function("f").call(0));
            assertEquals(7, caller.callee(0).call());
            assertEquals(TrapKind.UNINITIALIZED_ELEMENT, trap(caller, 1).kind());
            assertEquals(TrapKind.UNDEFINED_ELEMENT, trap(caller, PAST).kind());
            assertEquals(TrapKind.UNDEFINED_ELEMENT, trap(caller, -1).kind());
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theLinkageIsAskedOncePastTheEnd(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Notes notes = new Notes(library(engine).functionAt(0));
            Instance caller = caller(engine, notes);
            assertEquals(7, caller.function("f").call(0));
            assertEquals(8, caller.function("f").call(PAST));
            assertEquals(8, caller.function("f").call(PAST));
            assertEquals(8, caller.callee(PAST).call());
            assertEquals(8, caller.function("f").call(-1));
            assertEquals(List.of(PAST, -1), notes.asked);
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void anEntryOfTheTableIsNeverWhatTheLinkageSaid(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Notes notes = new Notes(library(engine).functionAt(0));
            Instance caller = caller(engine, notes);
            assertEquals(8, caller.function("f").call(PAST));
            Table table = (Table) caller.export("__indirect_function_table");
            table.grow(PAST, null);
            assertEquals(TrapKind.UNINITIALIZED_ELEMENT, trap(caller, PAST).kind());
            table.set(PAST, caller.functionAt(0));
            assertEquals(7, caller.function("f").call(PAST));
            assertEquals(List.of(PAST), notes.asked);
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void aClosedLibraryIsAskedForAgain(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Instance library = library(engine);
            Notes notes = new Notes(library.functionAt(0));
            Instance caller = caller(engine, notes);
            assertEquals(8, caller.function("f").call(PAST));
            library.close();
            assertTrue(trap(caller, PAST).getMessage().contains("library is closed"));
            assertEquals(List.of(PAST, PAST, PAST), notes.asked, "by the call, and by Java");
        }
    }

    @ParameterizedTest
    @MethodSource("tiers")
    void theTypeIsTheCallsToo(Tier tier) {
        try (Engine engine = Tiers.engine(tier)) {
            Notes notes = new Notes(library(engine).functionAt(1));
            Instance caller = caller(engine, notes);
            Trap trap = assertThrows(Trap.class, () -> caller.function("f").call(PAST));
            assertEquals(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, trap.kind());
            ((Table) caller.export("__indirect_function_table")).set(1, caller.function("f"));
            Trap ofTheTable =
                    assertThrows(Trap.class, () -> caller.function("f").call(1));
            assertEquals(TrapKind.INDIRECT_CALL_TYPE_MISMATCH, ofTheTable.kind());
        }
    }
}
