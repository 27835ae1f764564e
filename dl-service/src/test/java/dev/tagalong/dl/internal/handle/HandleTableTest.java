package dev.tagalong.dl.internal.handle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HandleTableTest {

    @Test
    void idsBeginAtOne() {
        HandleTable table = new HandleTable();
        assertEquals(1, table.assign("a").id());
        assertEquals(2, table.assign("b").id());
        assertNull(table.find(0));
        assertNull(table.find(3));
        assertEquals("b", table.find(2).label());
    }

    @Test
    void freshIdsComeBeforeUsedOnesAndThoseFreedLongestAgoFirst() {
        HandleTable table = new HandleTable(5);
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
        Handle last = null;
        for (int i = 1; i <= 65_535; i++) {
            last = table.assign("x");
            assertEquals(i, last.id());
        }
        assertNull(table.assign("one too many"));
        table.release(last, "went");
        assertEquals(65_535, table.assign("y").id());
    }

    @Test
    void anEndedHandleIsRememberedUntilItsIdIsGivenOutAgain() {
        HandleTable table = new HandleTable(1);
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
        HandleTable table = new HandleTable(2);
        Handle a = table.assign("a");
        table.release(a, "was stopped");
        table.release(a, "was stopped again");
        assertEquals("a was stopped", a.epitaph());
        assertEquals(2, table.assign("b").id());
        assertEquals(1, table.assign("c").id());
        assertNull(table.assign("d"));
    }
}
