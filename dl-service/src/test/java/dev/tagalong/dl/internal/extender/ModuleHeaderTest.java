package dev.tagalong.dl.internal.extender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

class ModuleHeaderTest {

    @Test
    void aHeaderOfMegabytesIsOneBadClause() {
        List<ModuleClause> clauses = ModuleHeader.parse("a.wasm,".repeat(300_000));
        assertEquals(1, clauses.size());
        assertTrue(
                clauses.get(0).error().contains("2100000 characters"),
                clauses.get(0).error());
        assertTrue(clauses.get(0).name().length() < 300, clauses.get(0).name());
        ModuleClause bad = ModuleHeader.parse("a.wasm;" + "x".repeat(1_000_000)).get(0);
        assertTrue(bad.error().length() < 1_000, () -> bad.error().length() + " characters");
        assertTrue(
                ModuleHeader.parse("\"" + "x".repeat(1_000_000)).get(0).name().length() < 300);
    }

    @Test
    void aPathIsEnough() {
        ModuleClause clause = only("wasm/app.wasm");
        assertEquals("wasm/app.wasm", clause.path());
        assertEquals("app.wasm", clause.name());
        assertNull(clause.version());
        assertNull(clause.error());
    }

    @Test
    void nameAndVersion() {
        ModuleClause clause = only(" /lib/x.wasm ; name = \"app.wasm\" ; version=1.2.3.rc1 ");
        assertEquals(new ModuleClause("lib/x.wasm", "app.wasm", Version.valueOf("1.2.3.rc1"), null, null), clause);
        assertEquals(Version.valueOf("2"), only("a;version:Version=\"2\"").version());
    }

    @Test
    void quotesHideSeparators() {
        ModuleClause clause = only("\"a,b;c.wasm\";name=\"x, y\\\" z\"");
        assertEquals("a,b;c.wasm", clause.path());
        assertEquals("x, y\" z", clause.name());
    }

    @Test
    void severalClausesKeepTheirOrder() {
        List<ModuleClause> clauses = ModuleHeader.parse("a.wasm,b.wasm;name=c,\n d.wasm");
        assertEquals(
                List.of("a.wasm", "c", "d.wasm"),
                clauses.stream().map(ModuleClause::name).toList());
    }

    @Test
    void aBadClauseSpoilsOnlyItself() {
        List<ModuleClause> clauses = ModuleHeader.parse("a.wasm;nam=x,b.wasm,,c.wasm");
        assertEquals(4, clauses.size());
        assertTrue(clauses.get(0).error().contains("unknown attribute 'nam'"), clauses.get(0)::error);
        assertEquals("a.wasm", clauses.get(0).name(), "the name that it would have had");
        assertNull(clauses.get(1).error());
        assertNotNull(clauses.get(2).error());
        assertNull(clauses.get(3).error());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.wasm;version=one | not an OSGi version: 'one'",
                "a.wasm;name= | 1 to 1024 characters",
                "a.wasm;name=x;name=y | given twice",
                "a.wasm;name:=x | unknown attribute 'name:'",
                "a.wasm;b.wasm | not of the form attribute=value",
                "a.wasm;name=\"x | no closing quote",
                "a.wasm;name=\"x\"y | after the closing quote",
                "a.wasm;name=x\"y\" | a quote inside",
                "a.wasm;name=\"x;y\" | no semicolons",
                "../a.wasm | not a path",
                "a//b.wasm | not a path",
                "wasm/ | not a path",
                "./a.wasm | not a path",
            })
    void whatIsWrongIsSaid(String header, String said) {
        ModuleClause clause = only(header);
        assertNotNull(clause.error(), header);
        assertTrue(clause.error().contains(said), clause::error);
        assertTrue(clause.error().contains(header), clause::error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ";", "\"", "a;=", "\"\\", "a;name=\"\\"})
    void nothingBreaksIt(String header) {
        ModuleHeader.parse(header).forEach(c -> assertNotNull(c.error(), header));
    }

    private static ModuleClause only(String header) {
        List<ModuleClause> clauses = ModuleHeader.parse(header);
        assertEquals(1, clauses.size(), clauses::toString);
        return clauses.get(0);
    }
}
