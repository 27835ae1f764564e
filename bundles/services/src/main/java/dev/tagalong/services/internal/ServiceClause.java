package dev.tagalong.services.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.OfferedModule;
import dev.tagalong.dl.packaging.ModuleDescription;
import dev.tagalong.dl.packaging.ServiceDescription;
import dev.tagalong.dl.packaging.ServiceDescription.Scope;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What the capability {@code tagalong.module} of a bundle says of the service that a module is. The framework has parsed it: a
 * value has the type that the manifest gives it.
 *
 * @param interfaces the names of the interfaces; one at least
 * @param scope who gets an instance
 * @param pool how many instances are kept ready
 * @param properties the service's: all other attributes
 */
record ServiceClause(List<String> interfaces, Scope scope, int pool, Hashtable<String, Object> properties) {

    /**
     * That of a module.
     *
     * @return {@code null} if it is no service
     * @throws DlException if an attribute is of a wrong type or out of its range
     */
    static ServiceClause of(Bundle bundle, String module, Version version) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return null;
        }
        Object otherVersion = null;
        for (BundleCapability capability : wiring.getCapabilities(ModuleDescription.NAMESPACE)) {
            Map<String, Object> attributes = capability.getAttributes();
            if (module.equals(attributes.get(ModuleDescription.NAMESPACE))
                    && attributes.containsKey(ServiceDescription.SERVICE)) {
                otherVersion = attributes.getOrDefault(OfferedModule.VERSION, version);
                if (version.equals(otherVersion)) {
                    return parse(attributes, version);
                }
            }
        }
        if (otherVersion != null) {
            throw new DlException("it is version " + version + ", its capability says " + otherVersion);
        }
        return null;
    }

    private static ServiceClause parse(Map<String, Object> attributes, Version version) {
        Object interfaces = attributes.get(ServiceDescription.SERVICE);
        List<String> names = interfaces instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(interfaces));
        ServiceDescription checked = new ServiceDescription(
                names.stream().map(String::strip).toList(),
                Scope.of(String.valueOf(attributes.getOrDefault(ServiceDescription.SCOPE, "singleton"))),
                pool(attributes.getOrDefault(ServiceDescription.POOL, 0L)),
                Map.of());
        Hashtable<String, Object> properties = new Hashtable<>(attributes);
        properties.remove(ServiceDescription.SERVICE);
        properties.remove(ServiceDescription.POOL);
        properties.remove(ServiceDescription.SCOPE);
        properties.put("tagalong.scope", checked.scope().text());
        properties.put(OfferedModule.VERSION, version);
        return new ServiceClause(checked.interfaces(), checked.scope(), checked.pool(), properties);
    }

    private static int pool(Object value) {
        try {
            return Integer.parseInt(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw new DlException("attribute " + ServiceDescription.POOL + " is not a number: " + value, e);
        }
    }
}
