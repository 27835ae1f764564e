package dev.tagalong.dl.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What the framework makes of the headers that modules get. */
class ModuleBundleTest {

    @TempDir
    static Path directory;

    private static Framework framework;
    private static BundleContext context;

    @BeforeAll
    static void start() throws BundleException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.toString(),
                        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                        "osgi.extender;osgi.extender=\"tagalong.dl\";version:Version=\"1.0\"",
                        "felix.log.level",
                        "1"));
        framework.start();
        context = framework.getBundleContext();
    }

    @AfterAll
    static void stop() throws Exception {
        framework.stop();
        framework.waitForStop(0);
    }

    private static Bundle install(String symbolicName, ModuleDescription module) throws BundleException, IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Bundle-SymbolicName", symbolicName);
        headers.putAll(ModuleBundle.headers(List.of(module)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModuleBundle.write(headers, Map.of(), out);
        return context.installBundle(symbolicName, new ByteArrayInputStream(out.toByteArray()));
    }

    private static ModuleDescription module(String name, String... needed) {
        return new ModuleDescription(
                "module.wasm", name, Version.emptyVersion, ModuleDescription.Kind.SHARED, List.of(needed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b", "*", "(x)", ")(", ")(objectClass=*", "back\\slash", "\\*", "quo\"te"})
    void whatCannotBeRequiredHindersNobody(String needed) throws Exception {
        Bundle user = install("user", module("user.wasm", needed));
        try {
            assertTrue(resolves(user), "it is looked for when the module is opened");
        } finally {
            user.uninstall();
        }
    }

    private static boolean resolves(Bundle bundle) {
        return framework.adapt(FrameworkWiring.class).resolveBundles(List.of(bundle));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain.wasm", "a,b=c", "&|!<>~", " space ", "\u00fc\u4e2d\ud83d\ude00", "it's", "a:b", "#x"})
    void whatIsNeededIsFoundByItsNameAlone(String name) throws Exception {
        Bundle user = install("user", module("user.wasm", name));
        Bundle other = install("other", module("axb"));
        Bundle provider = null;
        try {
            assertFalse(resolves(user), "nobody provides it");
            provider = install("provider", module(name));
            assertEquals(
                    name,
                    provider.adapt(BundleRevision.class)
                            .getDeclaredCapabilities(ModuleDescription.NAMESPACE)
                            .get(0)
                            .getAttributes()
                            .get(ModuleDescription.NAMESPACE));
            assertTrue(resolves(user), "it is provided");
        } finally {
            user.uninstall();
            other.uninstall();
            if (provider != null) {
                provider.uninstall();
            }
            framework.adapt(FrameworkWiring.class).refreshBundles(null);
        }
    }
}
