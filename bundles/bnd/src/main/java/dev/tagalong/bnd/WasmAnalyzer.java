package dev.tagalong.bnd;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Resource;
import aQute.bnd.service.AnalyzerPlugin;
import aQute.bnd.service.Plugin;
import aQute.service.reporter.Reporter;
import dev.tagalong.dl.DlException;
import dev.tagalong.dl.packaging.ModuleBundle;
import dev.tagalong.dl.packaging.ModuleDescription;
import dev.tagalong.dl.packaging.ModuleFileName;
import dev.tagalong.dl.packaging.ModuleLoader;
import dev.tagalong.dl.packaging.ServiceDescription;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.type.ImportType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.Version;

/**
 * Writes the headers {@code Wasm-Module}, {@code Provide-Capability} and {@code Require-Capability} of a bundle that bnd builds,
 * from the {@code .wasm} files in it. One line makes a plugin bundle:
 *
 * <pre>
 * -plugin.tagalong: dev.tagalong.bnd.WasmAnalyzer
 * </pre>
 *
 * <p>The build fails on an invalid module, and on one that imports what nobody grants: beside what the linker grants to every
 * module, and what other modules of the bundle or a position-independent module's needs can provide, the plugin's property
 * {@code grants} lists modules of host functions, such as {@code grants="demo,com.example.log"}. Without the header
 * {@code Wasm-Module} all modules are taken; with it, only capabilities and requirements are added, for those that it names.
 * The instruction {@code -wasm-service} makes services of modules: {@code greet.wasm;service="com.example.Greeter";scope=prototype},
 * with the keys of {@link ServiceDescription#of} for attributes; the interface's package is imported.
 * A module's version is that of its file name ({@code app-1.2.0.wasm}), or the bundle's.
 */
public final class WasmAnalyzer implements AnalyzerPlugin, Plugin {

    private static final String HEADER = "Wasm-Module";
    private static final String IMPORTS = "Import-Package";
    private static final String SERVICES = "-wasm-service";
    private static final String PROPERTY = "grants";

    /** Whose functions every module may import. */
    private static final Set<String> ALWAYS =
            Set.of("wasi_snapshot_preview1", "wasi_unstable", "env", "GOT.mem", "GOT.func");

    private final Set<String> grants = new TreeSet<>(ALWAYS);

    @Override
    public void setProperties(Map<String, String> properties) {
        for (String grant : properties.getOrDefault(PROPERTY, "").split(",")) {
            grants.add(grant.strip());
        }
    }

    @Override
    public void setReporter(Reporter reporter) {
        // What is wrong is told to the analyzer, which knows the bundle.
    }

    /** Adds the headers; bnd need not analyse again, as no class has changed. */
    @Override
    public boolean analyzeJar(Analyzer analyzer) throws Exception {
        Map<String, ModuleDescription> found = new TreeMap<>();
        try (Engine engine = Engine.create()) {
            for (Map.Entry<String, Resource> entry :
                    analyzer.getJar().getResources().entrySet()) {
                if (ModuleFileName.isModule(fileName(entry.getKey()))) {
                    ModuleDescription module = describe(analyzer, engine, entry.getKey(), entry.getValue());
                    if (module != null) {
                        found.put(entry.getKey(), module);
                    }
                }
            }
        }
        List<ModuleDescription> modules = services(analyzer, chosen(analyzer, found));
        if (!modules.isEmpty()) {
            Map<String, String> headers = ModuleBundle.headers(modules);
            analyzer.setProperty(HEADER, analyzer.getProperty(HEADER, headers.get(HEADER)));
            add(analyzer, "Provide-Capability", headers);
            add(analyzer, "Require-Capability", headers);
            if (headers.containsKey(IMPORTS)) {
                analyzer.setProperty(IMPORTS, headers.get(IMPORTS) + "," + analyzer.getProperty(IMPORTS, "*"));
            }
        }
        return false;
    }

    private ModuleDescription describe(Analyzer analyzer, Engine engine, String path, Resource resource)
            throws Exception {
        ModuleFileName file = ModuleFileName.of(fileName(path));
        try {
            ByteBuffer contents = resource.buffer();
            byte[] binary =
                    contents == null ? resource.openInputStream().readAllBytes() : new byte[contents.remaining()];
            if (contents != null) {
                contents.get(binary);
            }
            Module module = ModuleLoader.load(engine, file.name(), binary);
            Version version = file.version() != null ? file.version() : Version.parseVersion(bundleVersion(analyzer));
            ModuleDescription description = ModuleDescription.of(module, path, file.name(), version);
            for (ImportType wanted : module.imports()) {
                if (!grants.contains(wanted.module())) {
                    analyzer.error(
                            "%s imports %s.%s, which nobody grants; if a bundle provides it, name it in the plugin's %s",
                            path, wanted.module(), wanted.name(), PROPERTY);
                }
            }
            return description;
        } catch (DlException e) {
            analyzer.error("%s is no valid module: %s", path, e.getMessage());
            return null;
        }
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String bundleVersion(Analyzer analyzer) {
        return Analyzer.cleanupVersion(analyzer.getBundleVersion() == null ? "0" : analyzer.getBundleVersion());
    }

    /** All modules, or those that the bundle's author has named, under the names that the header gives them. */
    private static List<ModuleDescription> chosen(Analyzer analyzer, Map<String, ModuleDescription> found) {
        String header = analyzer.getProperty(HEADER);
        if (header == null) {
            return List.copyOf(found.values());
        }
        List<ModuleDescription> chosen = new ArrayList<>();
        for (Map.Entry<String, Attrs> clause : new Parameters(header, analyzer).entrySet()) {
            ModuleDescription module = found.get(clause.getKey().replaceFirst("^/", ""));
            if (module == null) {
                analyzer.error("%s names %s, which is not in the bundle", HEADER, clause.getKey());
                continue;
            }
            String name = clause.getValue().getOrDefault("name", module.name());
            String version = clause.getValue().getVersion();
            try {
                chosen.add(new ModuleDescription(
                        module.path(),
                        name,
                        version == null ? module.version() : Version.parseVersion(version),
                        module.kind(),
                        module.needed()));
            } catch (DlException e) {
                analyzer.error("%s, %s: %s", HEADER, clause.getKey(), e.getMessage());
            }
        }
        return chosen;
    }

    /** With what the author has said of services. */
    private static List<ModuleDescription> services(Analyzer analyzer, List<ModuleDescription> modules) {
        List<ModuleDescription> described = new ArrayList<>(modules);
        for (Map.Entry<String, Attrs> clause : new Parameters(analyzer.getProperty(SERVICES), analyzer).entrySet()) {
            ModuleDescription module = modules.stream()
                    .filter(m -> m.name().equals(clause.getKey()) || m.path().equals(clause.getKey()))
                    .findFirst()
                    .orElse(null);
            if (module == null) {
                analyzer.error("%s names %s, which is not in the bundle", SERVICES, clause.getKey());
                continue;
            }
            try {
                described.set(modules.indexOf(module), module.withService(ServiceDescription.of(entries(clause))));
            } catch (DlException e) {
                analyzer.error("%s, %s: %s", SERVICES, clause.getKey(), e.getMessage());
            }
        }
        return described;
    }

    private static Map<String, String> entries(Map.Entry<String, Attrs> clause) {
        Map<String, String> entries = new TreeMap<>();
        Attrs attributes = clause.getValue();
        for (String key : attributes.keySet()) {
            if (!ServiceDescription.isKey(key)) {
                throw new DlException("unknown attribute '" + key + "'; there are service, scope, pool, property.NAME");
            }
            boolean typed = key.startsWith(ServiceDescription.PROPERTY) && attributes.getType(key) != Attrs.Type.STRING;
            entries.put(typed ? key + ":" + attributes.getType(key) : key, attributes.get(key));
        }
        return entries;
    }

    private static void add(Analyzer analyzer, String header, Map<String, String> headers) {
        String present = analyzer.getProperty(header);
        String added = headers.get(header);
        analyzer.setProperty(header, present == null ? added : present + "," + added);
    }
}
