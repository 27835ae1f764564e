package dev.tagalong.dl.internal.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandleTableTest {

    private static final IntUnaryOperator IN_ORDER = bound -> 0;

    @Test
    void idsAreInTheOrderThatIsDrawn() {
        HandleTable table = new HandleTable(IN_ORDER);
        assertEquals(1, table.assign("a").id());
        assertEquals(2, table.assign("b").id());
        assertNull(table.find(0));
        assertNull(table.find(3));
        assertEquals("b", table.find(2).label());
    }

    @Test
    void freshIdsComeBeforeUsedOnesAndThoseFreedLongestAgoFirst() {
        HandleTable table = new HandleTable(5, IN_ORDER);
        Handle a = table.assign("a");
        Handle b = table.assign("b");
        Handle c = table.assign("c");
        table.release(b, "went");
        table.release(a, "went");
        assertEquals(4, table.assign("d").id());
        assertEquals(5, table.assign("e").id());
        table.release(c, "went");
        assertEquals(2, table.assign("f").id());
        assertEquals(1, table.assign("g").id());
        assertEquals(3, table.assign("h").id());
        assertNull(table.assign("i"), "all are in use");
    }

    @Test
    void allIdsAreThere() {
        HandleTable table = new HandleTable();
        BitSet seen = new BitSet();
        Handle last = null;
        for (int i = 1; i <= 65_535; i++) {
            last = table.assign("x");
            assertFalse(seen.get(last.id()), "given out twice");
            seen.set(last.id());
            assertSame(last, table.find(last.id()));
        }
        assertEquals(65_535, seen.cardinality());
        assertEquals(1, seen.nextSetBit(0));
        assertEquals(65_536, seen.length());
        assertNull(table.assign("one too many"));
        table.release(last, "went");
        assertEquals(last.id(), table.assign("y").id());
    }

    @Test
    void nobodyForeseesTheNextId() {
        // Twenty ids of two tables are the same, or in order, once in 10 to the power of 70.
        List<Integer> first = twenty(new HandleTable());
        List<Integer> second = twenty(new HandleTable());
        assertNotEquals(first, second);
        assertNotEquals(first.stream().sorted().toList(), first);
        Set<Integer> steps = new HashSet<>();
        for (int i = 1; i < first.size(); i++) {
            steps.add(Math.floorMod(first.get(i) - first.get(i - 1), 65_535));
        }
        assertTrue(steps.size() > 10, () -> "steps " + steps);
    }

    private static List<Integer> twenty(HandleTable table) {
        return IntStream.range(0, 20).mapToObj(i -> table.assign("x").id()).toList();
    }

    @Test
    void anEndedHandleIsRememberedUntilItsIdIsGivenOutAgain() {
        HandleTable table = new HandleTable(1, IN_ORDER);
        Handle old = table.assign("library a");
        assertFalse(old.ended());
        table.release(old, "was stopped");
        assertTrue(old.ended());
        assertSame(old, table.find(1));
        assertEquals("library a was stopped", old.epitaph());
        old.restate("was updated");
        assertEquals("library a was updated", table.find(1).epitaph());
        Handle fresh = table.assign("library b");
        assertNotSame(old, fresh);
        assertSame(fresh, table.find(1));
    }

    @Test
    void releasedTwiceIsReleasedOnce() {
        HandleTable table = new HandleTable(2, IN_ORDER);
        Handle a = table.assign("a");
        table.release(a, "was stopped");
        table.release(a, "was stopped again");
        assertEquals("a was stopped", a.epitaph());
        assertEquals(2, table.assign("b").id());
        assertEquals(1, table.assign("c").id());
        assertNull(table.assign("d"));
    }
}
