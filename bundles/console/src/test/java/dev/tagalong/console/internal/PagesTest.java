package dev.tagalong.console.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.Symbol;
import dev.tagalong.runtime.type.ExternalType;
import dev.tagalong.runtime.type.FunctionType;
import dev.tagalong.runtime.type.NumberType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class PagesTest {

    private static final String HOSTILE = "\"'><script>${pluginRoot}</script>";

    private static void harmless(String page) {
        assertFalse(page.contains("<script"), page);
        assertFalse(page.contains("${"), page);
        assertFalse(page.contains("\"'"), page);
        assertTrue(page.contains("&quot;&#39;&gt;&lt;script&gt;&#36;{pluginRoot}"), page);
    }

    @Test
    void hostileNamesOfModulesAndErrorsAreText() {
        harmless(Pages.modules(
                "/system/console/tagalong",
                List.of(new LibraryInfo(
                        1, HOSTILE, Version.emptyVersion, 1, HOSTILE, LibraryInfo.State.BROKEN, 0, HOSTILE))));
    }

    @Test
    void hostileSymbolsAndTrapsAreText() {
        FunctionType type = FunctionType.of(List.of(NumberType.I32), List.of());
        harmless(Pages.symbols(
                "/system/console/tagalong",
                HOSTILE,
                List.of(new Symbol(HOSTILE, new ExternalType.Func(type), 0)),
                "00",
                new Outcome(HOSTILE, true, HOSTILE)));
    }

    @Test
    void aFunctionHasAFormWithAFieldAParameter() {
        FunctionType type = FunctionType.of(List.of(NumberType.I32, NumberType.F64), List.of());
        String page = Pages.symbols(
                "/c/tagalong", "app.wasm", List.of(new Symbol("f", new ExternalType.Func(type), 0)), "ab", null);
        assertTrue(page.contains("<form method=\"post\" action=\"/c/tagalong\">"), page);
        assertTrue(page.contains("placeholder=\"i32\""), page);
        assertTrue(page.contains("placeholder=\"f64\""), page);
        assertTrue(page.contains("name=\"token\" value=\"ab\""), page);
    }
}
