package dev.tagalong.dl.internal.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Function;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.Table;
import dev.tagalong.runtime.type.ReferenceType;
import dev.tagalong.runtime.type.SizeRange;
import dev.tagalong.runtime.type.TableType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotTableTest {

    private final Engine engine = Engine.create();

    @AfterEach
    void close() {
        engine.close();
    }

    private Table table(long least, long most) {
        return engine.table(new TableType(ReferenceType.FUNCREF, SizeRange.between(least, most)));
    }

    private Function function(String name) {
        return engine.function(name, HostFunction.of(MethodHandles.empty(MethodType.methodType(int.class))));
    }

    @Test
    void aFunctionHasTheSlotItWasFoundIn() {
        Table table = table(4, 100);
        Function function = function("f");
        table.set(2, function);
        table.set(3, function);
        SlotTable slots = new SlotTable(table, 4);
        assertEquals(2, slots.find(function));
        assertEquals(-1, slots.find(function("g")));
        table.set(2, null);
        assertEquals(-1, slots.find(function), "code has taken it away");
    }

    @Test
    void rangesAreAlignedAndGapsAreUsed() {
        Table table = table(3, 100);
        SlotTable slots = new SlotTable(table, 3);
        assertEquals(new SlotTable.Range(8, 5), slots.take(5, 8));
        assertEquals(13, table.size());
        assertEquals(new SlotTable.Range(3, 2), slots.take(2, 1));
        assertEquals(new SlotTable.Range(5, 3), slots.take(3, 1));
        assertEquals(new SlotTable.Range(13, 1), slots.take(1, 1));
    }

    @Test
    void aSlotRestsBeforeItIsGivenOutAgain() {
        Table table = table(1, 65_535);
        SlotTable slots = new SlotTable(table, 1);
        SlotTable.Range first = slots.take(10, 1);
        table.set(first.from(), function("f"));
        slots.giveBack(first, "first");
        assertNull(table.get(first.from()));
        assertTrue(slots.epitaph(first.from() + 9).contains("first"));
        int size = 0;
        for (int i = 0; i < 5_000; i++) {
            SlotTable.Range next = slots.take(1, 1);
            if (next.from() == first.from()) {
                assertTrue(i >= SlotTable.QUARANTINE, "after " + i);
            }
            slots.giveBack(next, "next");
            size = Math.max(size, table.size());
        }
        assertTrue(size <= SlotTable.QUARANTINE + 30, "the table has grown to " + size);
    }

    @Test
    void aFullTableTakesWhatRests() {
        Table table = table(1, 11);
        SlotTable slots = new SlotTable(table, 1);
        SlotTable.Range all = slots.take(10, 1);
        assertNull(slots.take(1, 1));
        slots.giveBack(all, "all");
        assertEquals(all, slots.take(10, 1));
        assertNull(slots.take(0xFFFF_FFFFL, 1L << 31));
    }

    @Test
    void aSlotHasOneFunction() {
        Table table = table(1, 100);
        SlotTable slots = new SlotTable(table, 1);
        Function function = function("f");
        SlotTable.Range range = slots.take(1, 1);
        slots.put(range.from(), function);
        assertEquals(range.from(), slots.find(function));
        slots.giveBack(range, "it");
        assertEquals(-1, slots.find(function));
        assertNotEquals(range, slots.take(1, 1));
    }
}
