package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final int PAGE = Guest.PAGE;

    @Test
    void givesArgumentsInUtf8() {
        Guest guest = Guest.told(List.of("prog", "", "Grüße €"), Map.of());
        assertEquals(Errno.SUCCESS, guest.call("args_sizes_get", 0, 4));
        assertEquals(3, guest.memory.readInt(0));
        assertEquals(5 + 1 + 12, guest.memory.readInt(4));
        assertEquals(Errno.SUCCESS, guest.call("args_get", 100, 200));
        assertEquals(200, guest.memory.readInt(100));
        assertEquals(205, guest.memory.readInt(104));
        assertEquals(206, guest.memory.readInt(108));
        assertEquals("prog", guest.memory.readCString(200));
        assertEquals("", guest.memory.readCString(205));
        assertEquals("Grüße €", guest.memory.readCString(206));
    }

    @Test
    void givesVariablesInTheirOrder() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("B", "2=two");
        variables.put("A", "");
        variables.put("PATH", "/bin");
        Guest guest = Guest.told(List.of(), variables);
        assertEquals(Errno.SUCCESS, guest.call("environ_sizes_get", 0, 4));
        assertEquals(3, guest.memory.readInt(0));
        assertEquals("B=2=two\0A=\0PATH=/bin\0".length(), guest.memory.readInt(4));
        assertEquals(Errno.SUCCESS, guest.call("environ_get", 100, 200));
        assertEquals("B=2=two\0A=\0PATH=/bin\0", guest.text(200, guest.memory.readInt(4)));
    }

    @Test
    void givesNothingWhereThereIsNothing() {
        Guest guest = Guest.idle();
        guest.memory.writeInt(0, -1);
        guest.memory.writeInt(4, -1);
        assertEquals(Errno.SUCCESS, guest.call("args_sizes_get", 0, 4));
        assertEquals(0, guest.memory.readInt(0));
        assertEquals(0, guest.memory.readInt(4));
        assertEquals(Errno.SUCCESS, guest.call("args_get", PAGE, PAGE), "no byte is needed");
    }

    @Test
    void badPointersAreFaultsAndNothingIsWritten() {
        Guest guest = Guest.told(List.of("prog"), Map.of());
        assertEquals(Errno.EFAULT, guest.call("args_sizes_get", 0, PAGE - 3));
        assertEquals(0, guest.memory.readInt(0));
        assertEquals(Errno.EFAULT, guest.call("args_sizes_get", -4, 0));
        assertEquals(Errno.EFAULT, guest.call("args_get", PAGE - 3, 0));
        assertEquals(Errno.EFAULT, guest.call("args_get", 0, PAGE - 4));
        assertEquals(0, guest.memory.readInt(0));
        assertEquals(Errno.EFAULT, guest.call("environ_sizes_get", -1, -1));
    }

    @Test
    void aProgramWithoutMemoryGetsAFault() {
        assertEquals(Errno.EFAULT, Guest.ofPages(0).call("args_get", 0, 0));
    }
}
