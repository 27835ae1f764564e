package dev.tagalong.dl.internal.host;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The host functions on offer, by the names under which modules import them. Of several under the same names that of the
 * best service is taken: highest ranking, then lowest service id, as everywhere in OSGi. Safe for any thread.
 */
public final class HostFunctions {

    /** The names of an import. */
    public record ImportName(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    private record Offer(Comparable<Object> service, HostBinding binding) {}

    private static final Comparator<Offer> BEST_FIRST = (a, b) -> b.service.compareTo(a.service);

    private final Engine engine;
    private final Map<ImportName, List<Offer>> offers = new HashMap<>();
    private final Map<Object, Map<ImportName, HostBinding>> services = new HashMap<>();

    /** None yet; they become functions of {@code engine}. */
    public HostFunctions(Engine engine) {
        this.engine = engine;
    }

    /**
     * A service has come, or its properties have changed: names that it had before stay bound.
     *
     * @param service what identifies and orders it: in OSGi its reference, of which the greatest is the best
     * @param provider the bundle that provides it, for messages
     */
    public void put(Comparable<Object> service, String provider, Map<ImportName, HostFunction> functions) {
        Map<ImportName, HostBinding> bindings = new HashMap<>();
        functions.forEach((name, host) -> bindings.put(name, new HostBinding(engine, name.toString(), provider, host)));
        List<HostBinding> ended;
        synchronized (this) {
            Map<ImportName, HostBinding> old = withdraw(service);
            bindings.replaceAll((name, fresh) -> {
                HostBinding kept = old.remove(name);
                return kept != null ? kept : fresh;
            });
            services.put(service, bindings);
            bindings.forEach((name, binding) -> {
                List<Offer> list = offers.computeIfAbsent(name, n -> new ArrayList<>(1));
                list.add(new Offer(service, binding));
                list.sort(BEST_FIRST);
            });
            ended = List.copyOf(old.values());
        }
        HostBinding.end(ended);
    }

    /** A service has gone: what was bound to it traps from now on. */
    public void remove(Object service) {
        List<HostBinding> ended;
        synchronized (this) {
            ended = List.copyOf(withdraw(service).values());
        }
        HostBinding.end(ended);
    }

    /** All services have gone. */
    public void clear() {
        List<Object> all;
        synchronized (this) {
            all = List.copyOf(services.keySet());
        }
        all.forEach(this::remove);
    }

    private Map<ImportName, HostBinding> withdraw(Object service) {
        Map<ImportName, HostBinding> old = services.remove(service);
        if (old == null) {
            return new HashMap<>();
        }
        for (ImportName name : old.keySet()) {
            List<Offer> list = offers.get(name);
            list.removeIf(o -> o.service.equals(service));
            if (list.isEmpty()) {
                offers.remove(name);
            }
        }
        return old;
    }

    /** The best binding under an import's names, or {@code null}. */
    synchronized HostBinding find(ImportName name) {
        List<Offer> list = offers.get(name);
        return list == null ? null : list.get(0).binding;
    }
}
