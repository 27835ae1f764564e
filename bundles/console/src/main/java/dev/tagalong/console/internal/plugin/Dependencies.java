package dev.tagalong.console.internal.plugin;

import dev.tagalong.console.internal.graph.Edge;
import dev.tagalong.console.internal.graph.Graph;
import dev.tagalong.console.internal.graph.Node;
import dev.tagalong.dl.DlException;
import dev.tagalong.dl.InstanceInfo;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.LibraryNeed;
import dev.tagalong.dl.Linker;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which module needs which: what position-independent modules are linked against, as the OSGi resolver has wired it; in which
 * programs' memories libraries are now; and what bundles that cannot be resolved lack.
 */
public final class Dependencies {

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    private Dependencies() {}

    /**
     * The graph of all modules.
     *
     * @param linker what knows needs, or {@code null} while there is none
     */
    public static Graph of(Linker linker, List<Plugin> plugins) {
        Dependencies dependencies = new Dependencies();
        for (Plugin plugin : plugins) {
            plugin.modules()
                    .forEach(m -> dependencies.nodes.put(
                            m.key(), new Node(m.key(), m.name(), m.version().toString(), m.state())));
        }
        for (Plugin plugin : plugins) {
            for (PluginModule module : plugin.modules()) {
                dependencies.lacks(plugin, module);
                if (linker != null && module.usable()) {
                    dependencies.needs(linker, module);
                    dependencies.loaded(plugins, module);
                }
            }
        }
        return new Graph(List.copyOf(dependencies.nodes.values()), List.copyOf(dependencies.edges));
    }

    private void lacks(Plugin plugin, PluginModule module) {
        plugin.lackedModules().forEach(name -> edge(module.key(), missing(name), Edge.Kind.NEEDS));
    }

    private void needs(Linker linker, PluginModule module) {
        List<LibraryNeed> needs;
        try {
            needs = linker.needs(module.query());
        } catch (DlException e) {
            // It has gone just now.
            return;
        }
        for (LibraryNeed need : needs) {
            if (need.neededBy().equals(module.name())) {
                LibraryInfo library = need.library();
                String target = library == null
                        ? missing(need.name())
                        : library.bundleId() + "/" + library.name() + "/" + library.version();
                edge(module.key(), target, Edge.Kind.NEEDS);
            }
        }
    }

    private void loaded(List<Plugin> plugins, PluginModule module) {
        for (InstanceInfo instance : module.statistics().instances()) {
            if (instance.kind() == InstanceInfo.Kind.SHARED) {
                plugins.stream()
                        .flatMap(p -> p.modules().stream())
                        .filter(m ->
                                m.name().equals(instance.program()) && m.usage().instances() > 0)
                        .forEach(m -> edge(m.key(), module.key(), Edge.Kind.HOLDS));
            }
        }
    }

    private String missing(String name) {
        String key = "missing/" + name;
        nodes.putIfAbsent(key, new Node(key, name, "", Node.MISSING));
        return key;
    }

    private void edge(String from, String to, Edge.Kind kind) {
        if (nodes.containsKey(from) && nodes.containsKey(to)) {
            edges.add(new Edge(from, to, kind));
        }
    }
}
