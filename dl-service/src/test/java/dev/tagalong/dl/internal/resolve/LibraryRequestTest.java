package dev.tagalong.dl.internal.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

class LibraryRequestTest {

    @Test
    void aNameAloneTakesAnyVersion() {
        LibraryRequest request = LibraryRequest.parse("app.wasm");
        assertEquals("app.wasm", request.name());
        assertTrue(request.accepts(Version.emptyVersion));
        assertTrue(request.accepts(Version.valueOf("99")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.wasm;version=[1,2)", "a.wasm;version=\"[1,2)\"", "a.wasm ; version = [1,2) "})
    void aRange(String text) {
        LibraryRequest request = LibraryRequest.parse(text);
        assertEquals("a.wasm", request.name());
        assertTrue(request.accepts(Version.valueOf("1")));
        assertTrue(request.accepts(Version.valueOf("1.9.9")));
        assertFalse(request.accepts(Version.valueOf("2")));
        assertFalse(request.accepts(Version.valueOf("0.9")));
    }

    @Test
    void aVersionAloneMeansThatOrHigher() {
        LibraryRequest request = LibraryRequest.parse("a;version=1.2");
        assertFalse(request.accepts(Version.valueOf("1.1")));
        assertTrue(request.accepts(Version.valueOf("7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;version=x", "a;version=[1,2", "a;v=1", "a;", "a;version", "a;version=1;version=2"})
    void whatIsNoRequest(String text) {
        assertTrue(
                assertThrows(DlException.class, () -> LibraryRequest.parse(text))
                        .getMessage()
                        .contains(text),
                text);
    }
}
