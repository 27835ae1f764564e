package dev.tagalong.deployer.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrapperTest {

    /** The smallest module there is. */
    private static final byte[] EMPTY = {0, 'a', 's', 'm', 1, 0, 0, 0};

    /** A module that needs the library {@code a,'b;}: section dylink.0 with a sub-section 2. */
    private static final byte[] NEEDS = {
        0, 'a', 's', 'm', 1, 0, 0, 0, 0, 18, 8, 'd', 'y', 'l', 'i', 'n', 'k', '.', '0', 2, 7, 1, 5, 'a', ',', '\'', 'b',
        ';'
    };

    private final Wrapper wrapper = new Wrapper();

    private Attributes manifest(String file, byte[] binary, Sidecar sidecar) throws Exception {
        try (JarInputStream jar = new JarInputStream(
                wrapper.wrap(file, binary, Wishes.of(sidecar)).open())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            assertEquals("module.wasm", jar.getNextJarEntry().getName());
            assertArrayEquals(binary, jar.readAllBytes());
            assertNull(jar.getNextJarEntry());
            return headers;
        }
    }

    private static byte[] bytes(Wrapper.Wrapped wrapped) throws IOException {
        try (InputStream in = wrapped.open()) {
            return in.readAllBytes();
        }
    }

    private static Sidecar properties(String... lines) {
        return new Sidecar("x.properties", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static Sidecar json(String text) {
        return new Sidecar("x.json", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theFileNameTellsNameAndVersion() throws Exception {
        Attributes headers = manifest("my app-1.2.wasm", EMPTY, Sidecar.NONE);
        assertEquals("my_app", headers.getValue("Bundle-SymbolicName"));
        assertEquals("1.2.0", headers.getValue("Bundle-Version"));
        assertEquals("\"module.wasm\";name=\"my app.wasm\";version=\"1.2.0\"", headers.getValue("Wasm-Module"));
        assertEquals(
                "tagalong.module;tagalong.module=\"my app.wasm\";version:Version=\"1.2.0\";kind=\"library\"",
                headers.getValue("Provide-Capability"));
        assertTrue(headers.getValue("Require-Capability").startsWith("osgi.extender;filter:="));
    }

    @Test
    void theDigestIsAVersion() throws Exception {
        String version = manifest("app.wasm", EMPTY, Sidecar.NONE).getValue("Bundle-Version");
        assertEquals("0.0.0." + Wrapper.digest(EMPTY, Wishes.of(Sidecar.NONE)).substring(0, 12), version);
    }

    @Test
    void whatIsNeededIsRequired() throws Exception {
        String requirements = manifest("app.wasm", NEEDS, Sidecar.NONE).getValue("Require-Capability");
        assertTrue(requirements.endsWith(",tagalong.module;filter:=\"(tagalong.module=a,'b;)\""), requirements);
    }

    @Test
    void equalFilesGiveEqualBytes() throws Exception {
        assertArrayEquals(
                bytes(wrapper.wrap("app.wasm", EMPTY, Wishes.of(properties("name=x.wasm")))),
                bytes(new Wrapper().wrap("app.wasm", EMPTY, Wishes.of(properties("name=x.wasm")))));
    }

    @Test
    void aSidecarSaysMore() throws Exception {
        Attributes headers = manifest(
                "app.wasm", EMPTY, json("{\"name\":\"n.wasm\",\"version\":2.5,\"symbolic\":{\"name\":\"n\"}}"));
        assertEquals("\"module.wasm\";name=\"n.wasm\";version=\"2.5.0\"", headers.getValue("Wasm-Module"));
        assertEquals("n", headers.getValue("Bundle-SymbolicName"));
    }

    @Test
    void aServiceIsACapability() throws Exception {
        String capabilities = manifest(
                        "app.wasm", EMPTY, properties("service = com.example.Greeter", "property.manner = brisk"))
                .getValue("Provide-Capability");
        assertTrue(
                capabilities.endsWith(",osgi.service;objectClass:List<String>=\"com.example.Greeter\""
                        + ";manner=\"brisk\";uses:=\"com.example\""),
                capabilities);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nmae=x          | unknown key 'nmae' in x.properties",
                "version=one     | not an OSGi version: 'one'",
                "name=\\u00zz  | x.properties cannot be read",
            })
    void mistakesInPropertiesAreNamed(String line, String message) {
        assertRefused("app.wasm", EMPTY, properties(line), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]            | x.json cannot be read: it is not an object",
                "{             | x.json cannot be read",
                "{\"name\":null} | 'name' is neither text",
                "{\"name\":[\"a\"]} | 'name' is neither text",
            })
    void mistakesInJsonAreNamed(String text, String message) {
        assertRefused("app.wasm", EMPTY, json(text), message);
    }

    @Test
    void deepJsonIsAMistake() {
        assertRefused("app.wasm", EMPTY, json("{\"a\":".repeat(100_000)), "x.json cannot be read");
    }

    @Test
    void anInvalidModuleIsNoBundle() {
        assertRefused("app.wasm", new byte[0], Sidecar.NONE, "the file is empty");
        byte[] truncated = {0, 'a', 's', 'm', 1, 0, 0, 0, 1};
        assertRefused("app.wasm", truncated, Sidecar.NONE, "offset 0x9");
        assertRefused("app.wasm", EMPTY, properties("name=a\"b.wasm"), "quotation mark");
        assertRefused("semi;colon.wasm", EMPTY, Sidecar.NONE, "no semicolons or control characters: rename the file");
        assertRefused("line\nend.wasm", EMPTY, Sidecar.NONE, "no semicolons or control characters: rename the file");
        byte[] lying = NEEDS.clone();
        lying[20] = 100;
        assertRefused("app.wasm", lying, Sidecar.NONE, "dylink.0");
    }

    @Test
    void limitsAreNothingOfTheBundle() throws Exception {
        Wishes wishes = Wishes.of(
                json("{\"name\": \"x.wasm\", \"memory\": {\"pages\": 5}, \"preopens\": [\"/a\", \"/b:ro\"]}"));
        assertEquals(Map.of("memory.pages", "5", "preopens", "/a,/b:ro"), wishes.controls());
        Wishes others = Wishes.of(properties("name = x.wasm", "cpu.ms = 10"));
        assertEquals(Wrapper.digest(EMPTY, wishes), Wrapper.digest(EMPTY, others));
        Wrapper.Wrapped wrapped = wrapper.wrap("app.wasm", EMPTY, wishes);
        assertArrayEquals(bytes(wrapped), bytes(wrapper.wrap("app.wasm", EMPTY, others)));
        assertEquals("x", wrapped.symbolicName());
        assertRefused("app.wasm", EMPTY, json("{\"args\": [\"a,b\"]}"), "'args' is a list of other things");
    }

    private void assertRefused(String file, byte[] binary, Sidecar sidecar, String message) {
        DeploymentException e =
                assertThrows(DeploymentException.class, () -> wrapper.wrap(file, binary, Wishes.of(sidecar)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
