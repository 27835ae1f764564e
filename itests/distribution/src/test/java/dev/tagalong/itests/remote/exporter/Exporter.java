package dev.tagalong.itests.remote.exporter;

import dev.tagalong.dl.Library;
import dev.tagalong.dl.Linker;
import dev.tagalong.itests.remote.api.Figures;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Exports what calls a plugin. */
public final class Exporter implements BundleActivator {

    private Library library;

    @Override
    public void start(BundleContext context) {
        library = context.getService(context.getServiceReference(Linker.class)).open("figures.wasm");
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("service.exported.interfaces", "*");
        properties.put("aries.rsa.hostname", "127.0.0.1");
        properties.put("aries.rsa.port", context.getBundle().getHeaders().get("Exported-Port"));
        context.registerService(Figures.class, library.as(Figures.class), properties);
    }

    @Override
    public void stop(BundleContext context) {
        library.close();
    }
}
