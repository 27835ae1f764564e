package dev.tagalong.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tagalong.runtime.LinkException;
import dev.tagalong.runtime.ModuleException;
import dev.tagalong.runtime.Trap;
import dev.tagalong.runtime.TrapKind;
import dev.tagalong.runtime.type.ExportType;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.ImportType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    private static final String HOSTILE = "a\n\u001b[2J\u202eb";
    private static final String SHOWN = "a\\u{a}\\u{1b}[2J\\u{202e}b";
    private static final ExternalType FUNCTION = new ExternalType.Func(FunctionType.of(List.of(), List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app.wasm",
                "std::vector<int>::~vector()",
                "\u00fcber \u4e2d \ud83d\ude00",
                "\\u{1b}",
                "a\u200db"
            })
    void whatIsShownStaysAsItIs(String text) {
        assertSame(text, PlainText.of(text));
        assertSame(text, PlainText.lines(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "8, 8",
        "9, 9",
        "10, a",
        "13, d",
        "27, 1b",
        "127, 7f",
        "133, 85",
        "155, 9b",
        "173, ad",
        "1564, 61c",
        "8206, 200e",
        "8232, 2028",
        "8233, 2029",
        "8234, 202a",
        "8238, 202e",
        "8294, 2066",
        "8297, 2069",
        "55296, d800",
        "57343, dfff",
        "65279, feff",
        "917505, e0001"
    })
    void whatDoesSomethingIsTold(int codePoint, String digits) {
        String text = "x" + Character.toString(codePoint) + "y";
        String plain = PlainText.of(text);
        assertEquals("x\\u{" + digits + "}y", plain);
        assertSame(plain, PlainText.of(plain), "twice does no harm");
        boolean kept = codePoint == '\n' || codePoint == '\t';
        assertEquals(kept ? text : plain, PlainText.lines(text));
    }

    @Test
    void nothingIsNothing() {
        assertNull(PlainText.of(null));
    }

    @Test
    void namesOfImportsExportsAndFramesArePlain() {
        assertEquals(SHOWN + "." + SHOWN + " (func () -> ())", new ImportType(HOSTILE, HOSTILE, FUNCTION).toString());
        assertEquals(SHOWN + " (func () -> ())", new ExportType(HOSTILE, FUNCTION).toString());
        assertEquals(SHOWN + "!" + SHOWN + " (func 1)", new Trap.Frame(HOSTILE, 1, HOSTILE, -1).toString());
    }

    @Test
    void messagesAreOneLine() {
        Trap trap = new Trap(TrapKind.HOST_ERROR, HOSTILE);
        assertEquals(TrapKind.HOST_ERROR.message() + ": " + SHOWN, trap.getMessage());
        trap.addFrame(new Trap.Frame(HOSTILE, 1, HOSTILE, -1));
        assertEquals(2, trap.describe().lines().count());
        assertEquals(
                SHOWN + " (export section, offset 0x7)",
                new ModuleException(ModuleException.Reason.INVALID, HOSTILE, "export", 7).getMessage());
        assertEquals(SHOWN, new LinkException(HOSTILE).getMessage());
    }
}
