package dev.tagalong.dl.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.packaging.ServiceDescription.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ServiceDescriptionTest {

    @Test
    void keysBecomeAttributes() {
        ServiceDescription service = ServiceDescription.of(Map.of(
                "name",
                "ignored",
                "service",
                "com.example.Greeter, com.example.more.Other,java.lang.Runnable",
                "scope",
                "prototype",
                "pool",
                "3",
                "property.weight:Long",
                "7",
                "property.says",
                "x; y, z = *",
                "property.all:List<Version>",
                "1.0, 2"));
        assertEquals(Scope.PROTOTYPE, service.scope());
        assertEquals(List.of("com.example", "com.example.more"), service.packages());
        ModuleDescription module = new ModuleDescription(
                        "a.wasm", "a.wasm", Version.emptyVersion, ModuleDescription.Kind.LIBRARY, List.of())
                .withService(service);
        assertEquals(
                "tagalong.module;tagalong.module=\"a.wasm\";version:Version=\"0.0.0\";kind=\"library\""
                        + ";service:List<String>=\"com.example.Greeter,com.example.more.Other,java.lang.Runnable\""
                        + ";scope=\"prototype\";pool:Long=\"3\";all:List<Version>=\"1.0, 2\""
                        + ";says=\"x; y, z = *\";weight:Long=\"7\"",
                module.capability());
        assertEquals(
                module.capability()
                        + ",osgi.service;objectClass:List<String>="
                        + "\"com.example.Greeter,com.example.more.Other,java.lang.Runnable\""
                        + ";all:List<Version>=\"1.0, 2\";says=\"x; y, z = *\";weight:Long=\"7\""
                        + ";uses:=\"com.example,com.example.more\"",
                ModuleBundle.headers(List.of(module)).get("Provide-Capability"));
        assertEquals(
                "com.example,com.example.more",
                ModuleBundle.headers(List.of(module)).get("Import-Package"));
    }

    @Test
    void whatIsNotSaid() {
        assertNull(ServiceDescription.of(Map.of("name", "x")));
        ServiceDescription least = ServiceDescription.of(Map.of("service", "Greeter"));
        assertEquals(new ServiceDescription(List.of("Greeter"), Scope.SINGLETON, 0, Map.of()), least);
        assertEquals(List.of(), least.packages());
    }

    @Test
    void whatCannotBe() {
        refused(Map.of("scope", "bundle"), "scope", "service");
        refused(Map.of("service", ""), "''");
        refused(Map.of("service", "a..b"), "a..b");
        refused(Map.of("service", "a;b=c"), "a;b=c");
        refused(Map.of("service", "A", "scope", "request"), "request", "prototype");
        refused(Map.of("service", "A", "pool", "2"), "pool", "singleton");
        refused(Map.of("service", "A", "scope", "prototype", "pool", "x"), "'x'");
        refused(Map.of("service", "A", "scope", "prototype", "pool", "1001"), "1000");
        refused(Map.of("service", "A", "property.a b", "x"), "a b");
        refused(Map.of("service", "A", "property.kind", "x"), "kind");
        refused(Map.of("service", "A", "property.objectClass", "x"), "objectClass");
        refused(Map.of("service", "A", "property.a", "x\nImport-Package: y"), "property a", "control");
        refused(Map.of("service", "A", "property.a:Integer", "1"), "Integer", "Long");
        refused(Map.of("service", "A", "property.a:Long", "one"), "one", "Long");
        refused(Map.of("service", "A", "property.a:List<Double>", "1,two"), "two", "Double");
    }

    private static void refused(Map<String, String> entries, String... words) {
        String message = assertThrows(DlException.class, () -> ServiceDescription.of(entries))
                .getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }
}
