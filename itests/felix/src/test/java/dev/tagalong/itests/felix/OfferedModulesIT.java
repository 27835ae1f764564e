package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.Wasm;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Each module on offer is a service of the bundle that offers it. */
class OfferedModulesIT extends LinkerScenario {

    private List<ServiceReference<OfferedModule>> services(Bundle bundle) throws Exception {
        Collection<ServiceReference<OfferedModule>> found =
                context.getServiceReferences(OfferedModule.class, "(service.bundleid=" + bundle.getBundleId() + ")");
        return found.stream().sorted().toList();
    }

    @Test
    void comesAndGoesWithItsBundle() throws Exception {
        Bundle bundle = deploy(WasmBundle.named("test.two")
                .module("app.wasm", Wasm.module("app.wasm"))
                .module("bad.wasm", new byte[3]));
        List<ServiceReference<OfferedModule>> services = new ArrayList<>(services(bundle));
        assertEquals(2, services.size());
        services.sort((a, b) ->
                ((String) a.getProperty(OfferedModule.NAME)).compareTo((String) b.getProperty(OfferedModule.NAME)));
        ServiceReference<OfferedModule> reference = services.get(0);
        assertEquals("app.wasm", reference.getProperty(OfferedModule.NAME));
        assertEquals(bundle.getVersion(), reference.getProperty(OfferedModule.VERSION));
        assertEquals(bundle, reference.getBundle());

        OfferedModule app = context.getService(reference);
        assertEquals(LibraryInfo.State.OFFERED, app.info().state());
        assertNotNull(app.module());
        try (Library library = linker.open("app.wasm")) {
            library.function("test_func").call(1);
            assertEquals(LibraryInfo.State.OPEN, app.info().state());
            assertEquals(1, app.statistics().usage().calls());
        }
        OfferedModule bad = context.getService(services.get(1));
        assertEquals(LibraryInfo.State.BROKEN, bad.info().state());
        assertNull(bad.module());

        bundle.stop();
        assertEquals(List.of(), services(bundle));
        assertEquals(LibraryInfo.State.CLOSING, app.info().state());
        assertEquals(0, app.statistics().usage().calls());
        assertEquals(LibraryInfo.State.BROKEN, bad.info().state());
        bundle.start();
        assertEquals(2, services(bundle).size());
        assertEquals(new Version(1, 0, 0), app.info().version());
    }

    @Test
    void isStillThereWhenItIsToldToGo() throws Exception {
        Bundle bundle = deploy(WasmBundle.of("app.wasm"));
        List<LibraryInfo.State> seen = new ArrayList<>();
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                seen.add(info("app.wasm").state());
            }
        };
        context.addServiceListener(listener, "(objectClass=" + OfferedModule.class.getName() + ")");
        bundle.uninstall();
        context.removeServiceListener(listener);
        assertEquals(List.of(LibraryInfo.State.OFFERED), seen);
    }
}
