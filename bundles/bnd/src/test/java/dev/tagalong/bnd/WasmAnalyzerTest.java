package dev.tagalong.bnd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;

/** Bundles that bnd builds. */
class WasmAnalyzerTest {

    private static final byte[] EMPTY = {0, 'a', 's', 'm', 1, 0, 0, 0};

    /** Imports a memory m.x. */
    private static final byte[] IMPORTS = {0, 'a', 's', 'm', 1, 0, 0, 0, 2, 8, 1, 1, 'm', 1, 'x', 2, 0, 1};

    private record Built(Attributes headers, List<String> errors) {}

    private static Built build(Map<String, String> properties, Map<String, byte[]> modules) throws Exception {
        try (Builder builder = new Builder()) {
            builder.setProperty("Bundle-SymbolicName", "test");
            builder.setProperty("Bundle-Version", "3.4.5.qualifier");
            builder.setProperty("-plugin.tagalong", WasmAnalyzer.class.getName());
            properties.forEach(builder::setProperty);
            Jar jar = new Jar("test");
            modules.forEach((path, bytes) -> jar.putResource(path, new EmbeddedResource(bytes, 0)));
            builder.setJar(jar);
            Jar built = builder.build();
            return new Built(
                    built.getManifest() == null ? null : built.getManifest().getMainAttributes(),
                    List.copyOf(builder.getErrors()));
        }
    }

    @Test
    void theModulesOfABundleAreOffered() throws Exception {
        Built built =
                build(Map.of("Provide-Capability", "x;y=z"), Map.of("wasm/app-1.2.wasm", EMPTY, "other.wasm", EMPTY));
        assertEquals(List.of(), built.errors());
        String modules = built.headers().getValue("Wasm-Module");
        assertTrue(modules.contains("wasm/app-1.2.wasm") && modules.contains("other.wasm"), modules);
        String capabilities = built.headers().getValue("Provide-Capability");
        assertTrue(capabilities.contains("x;y="), capabilities);
        assertTrue(capabilities.contains("tagalong.module=\"app.wasm\""), capabilities);
        assertTrue(capabilities.contains("1.2.0") && capabilities.contains("3.4.5"), capabilities);
        assertTrue(built.headers().getValue("Require-Capability").contains("osgi.extender=tagalong.dl"));
    }

    @Test
    void aBundleWithoutModulesIsLeftAlone() throws Exception {
        Built built = build(Map.of(), Map.of("file.txt", EMPTY));
        assertEquals(List.of(), built.errors());
        assertNull(built.headers().getValue("Wasm-Module"));
    }

    @Test
    void theAuthorMayChoose() throws Exception {
        Built built = build(
                Map.of("Wasm-Module", "a.wasm;name=\"x.wasm\";version=\"7\""),
                Map.of("a.wasm", EMPTY, "b.wasm", EMPTY));
        assertEquals(List.of(), built.errors());
        String capabilities = built.headers().getValue("Provide-Capability");
        assertTrue(capabilities.contains("x.wasm") && capabilities.contains("7.0.0"), capabilities);
        assertTrue(!capabilities.contains("b.wasm"), capabilities);
        assertEquals(
                1,
                build(Map.of("Wasm-Module", "c.wasm"), Map.of("a.wasm", EMPTY))
                        .errors()
                        .size());
    }

    @Test
    void aModuleIsAService() throws Exception {
        Built built = build(
                Map.of(
                        "-wasm-service",
                        "a.wasm;service=\"com.example.Greeter\";scope=prototype;pool:Long=2;property.weight:Long=7"
                                + ";property.colour=red"),
                Map.of("a.wasm", EMPTY));
        assertEquals(List.of(), built.errors());
        String capabilities = built.headers().getValue("Provide-Capability").replace("\"", "");
        for (String part : List.of(
                "service=com.example.Greeter", "scope=prototype", "pool:Long=2", "weight:Long=7", "colour=red")) {
            assertTrue(capabilities.contains(part), capabilities);
        }
        assertTrue(built.headers().getValue("Import-Package").contains("com.example"));
        Parameters all = new Parameters(built.headers().getValue("Provide-Capability"));
        assertEquals(List.of("com.example.Greeter"), all.get("osgi.service").getTyped("objectClass"));
        assertEquals(7L, all.get("osgi.service").getTyped("weight"));
        assertEquals("com.example", all.get("osgi.service").get("uses:"));
        List<String> errors = build(
                        Map.of("-wasm-service", "b.wasm;service=x.Y,a.wasm;service=x.Y;pool=2"),
                        Map.of("a.wasm", EMPTY))
                .errors();
        assertEquals(2, errors.size(), errors.toString());
        assertTrue(errors.toString().contains("b.wasm") && errors.toString().contains("prototype"), errors.toString());
    }

    @Test
    void anInvalidModuleFailsTheBuild() throws Exception {
        List<String> errors =
                build(Map.of(), Map.of("bad.wasm", new byte[] {1, 2, 3})).errors();
        assertEquals(1, errors.size(), errors.toString());
        assertTrue(errors.get(0).startsWith("bad.wasm is no valid module: "), errors.toString());
    }

    @Test
    void importsThatNobodyGrantsFailTheBuild() throws Exception {
        List<String> errors = build(Map.of(), Map.of("a.wasm", IMPORTS)).errors();
        assertEquals(1, errors.size(), errors.toString());
        assertTrue(errors.get(0).contains("a.wasm imports m.x, which nobody grants"), errors.toString());
        Built granted = build(
                Map.of("-plugin.tagalong", WasmAnalyzer.class.getName() + ";grants=\"m,n\""),
                Map.of("a.wasm", IMPORTS));
        assertEquals(List.of(), granted.errors());
    }

    @Test
    void bothSnapshotsOfWasiAreGranted() throws Exception {
        for (String wasi : List.of("wasi_snapshot_preview1", "wasi_unstable")) {
            ByteArrayOutputStream module = new ByteArrayOutputStream();
            module.writeBytes(EMPTY);
            // One type, () -> (), and one import of it under the name x.
            module.writeBytes(new byte[] {1, 4, 1, 0x60, 0, 0, 2, (byte) (wasi.length() + 6), 1, (byte) wasi.length()});
            module.writeBytes(wasi.getBytes(StandardCharsets.US_ASCII));
            module.writeBytes(new byte[] {1, 'x', 0, 0});
            assertEquals(
                    List.of(),
                    build(Map.of(), Map.of("a.wasm", module.toByteArray())).errors());
        }
    }
}
