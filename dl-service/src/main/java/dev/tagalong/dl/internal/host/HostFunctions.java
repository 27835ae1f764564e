package dev.tagalong.dl.internal.host;

import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.HostFunction;
import dev.tagalong.runtime.HostModule;
import dev.tagalong.runtime.type.FunctionType;
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

    /** A service that is asked for names which are not in its map, and what it has made. */
    private record Source(
            Comparable<Object> service, String provider, HostModule module, Map<ImportForm, HostBinding> made) {}

    /** A name with the type of what was made for it. */
    private record ImportForm(ImportName name, FunctionType type) {}

    /** Far more than programs want: without a limit a hostile module could fill the memory with its imports. */
    private static final int MOST_MADE = 10_000;

    private static final Comparator<Offer> BEST_FIRST = (a, b) -> b.service.compareTo(a.service);
    private static final Comparator<Source> BEST_SOURCE_FIRST = (a, b) -> b.service.compareTo(a.service);

    private final Engine engine;
    private final Map<ImportName, List<Offer>> offers = new HashMap<>();
    private final Map<Object, Map<ImportName, HostBinding>> services = new HashMap<>();
    private final List<Source> sources = new ArrayList<>();

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

    /**
     * A service has come that is asked for names which nobody has {@link #put}; or its properties have changed: what it
     * has made stays bound.
     */
    public synchronized void ask(Comparable<Object> service, String provider, HostModule module) {
        Map<ImportForm, HostBinding> made = new HashMap<>();
        for (Source source : sources) {
            if (source.service.equals(service)) {
                made = source.made;
            }
        }
        sources.removeIf(s -> s.service.equals(service));
        sources.add(new Source(service, provider, module, made));
        sources.sort(BEST_SOURCE_FIRST);
    }

    /** A service has gone: what was bound to it traps from now on. */
    public void remove(Object service) {
        List<HostBinding> ended;
        synchronized (this) {
            ended = new ArrayList<>(withdraw(service).values());
            sources.stream().filter(s -> s.service.equals(service)).forEach(s -> ended.addAll(s.made.values()));
            sources.removeIf(s -> s.service.equals(service));
        }
        HostBinding.end(ended);
    }

    /** All services have gone. */
    public void clear() {
        List<Object> all;
        synchronized (this) {
            all = new ArrayList<>(services.keySet());
            sources.forEach(s -> all.add(s.service));
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

    /**
     * The best binding under an import's names. Where that is of another type, services are asked for the form that is wanted.
     *
     * @param type the import's type, or {@code null} if any will do
     * @return {@code null} if there is none; one of another type if there is none of that type
     */
    HostBinding find(ImportName name, FunctionType type) {
        HostBinding other;
        List<Source> candidates;
        synchronized (this) {
            List<Offer> list = offers.get(name);
            other = list == null ? null : list.get(0).binding;
            candidates = List.copyOf(sources);
        }
        if (other != null && (type == null || other.function().type() == type)) {
            return other;
        }
        for (Source source : candidates) {
            HostBinding made = source.module.name().equals(name.module()) ? make(source, name, type) : null;
            if (made != null && (type == null || made.function().type() == type)) {
                return made;
            }
            other = other == null ? made : other;
        }
        return other;
    }

    private HostBinding make(Source source, ImportName name, FunctionType type) {
        HostBinding present = made(source, new ImportForm(name, type));
        if (present != null) {
            return present;
        }
        HostFunction host =
                type == null ? source.module.function(name.name()) : source.module.function(name.name(), type);
        if (host == null) {
            return null;
        }
        HostBinding fresh = new HostBinding(engine, name.toString(), source.provider, host);
        if (type != null && host.type() != type) {
            // For a message only: nobody binds to it.
            return fresh;
        }
        return keep(source, new ImportForm(name, host.type()), fresh);
    }

    private synchronized HostBinding made(Source source, ImportForm form) {
        return source.made.get(form);
    }

    private HostBinding keep(Source source, ImportForm form, HostBinding fresh) {
        synchronized (this) {
            if (sources.stream().noneMatch(s -> s.made == source.made)) {
                return null;
            }
            HostBinding other = source.made.get(form);
            if (other != null || source.made.size() >= MOST_MADE) {
                return other;
            }
            source.made.put(form, fresh);
            return fresh;
        }
    }
}
