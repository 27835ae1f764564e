package dev.tagalong.deployer.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.packaging.ModuleBundle;
import dev.tagalong.dl.packaging.ModuleDescription;
import dev.tagalong.dl.packaging.ModuleFileName;
import dev.tagalong.dl.packaging.ServiceDescription;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Module;
import dev.tagalong.runtime.ModuleException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Component;

/** Makes bundles of modules. Thread-safe. */
@Component(service = Wrapper.class)
public final class Wrapper {

    /** The header that tells of which bytes a bundle was made. */
    static final String DIGEST = "Wasm-Digest";

    /** What a sidecar says of the bundle itself. */
    private static final Set<String> KEYS = Set.of("name", "version", "symbolic.name");

    /** Counted up whenever other bundles are made of the same files. */
    private static final byte FORMAT = 1;

    private static final int QUALIFIER = 12;

    private final Engine engine = Engine.create();

    /** The digest of a module and what stands beside it. */
    static String digest(byte[] binary, Sidecar sidecar) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(FORMAT);
            digest.update(binary);
            digest.update(sidecar.bytes());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /**
     * The bundle of a module; equal arguments give equal bytes.
     *
     * @throws DeploymentException if the module is invalid, or its sidecar says what cannot be
     */
    byte[] wrap(String fileName, byte[] binary, Sidecar sidecar) throws DeploymentException {
        ModuleFileName file = ModuleFileName.of(fileName);
        Map<String, String> said = sidecar.entries();
        for (String key : said.keySet()) {
            if (!KEYS.contains(key) && !ServiceDescription.isKey(key)) {
                throw new DeploymentException("unknown key '" + key + "' in " + sidecar.source() + "; there are "
                        + String.join(", ", KEYS.stream().sorted().toList()) + ", service, scope, pool, property.NAME");
            }
        }
        String digest = digest(binary, sidecar);
        Version version = version(said.get("version"), file, digest);
        String name = said.getOrDefault("name", file.name());
        ModuleDescription description = describe(name, binary, version).withService(service(sidecar, said));

        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Bundle-SymbolicName",
                ModuleBundle.symbolicName(
                        said.getOrDefault("symbolic.name", new ModuleFileName(name, version).stem())));
        headers.put("Bundle-Version", version.toString());
        headers.put("Bundle-Name", name);
        headers.putAll(ModuleBundle.headers(List.of(description)));
        headers.put(DIGEST, digest);
        ByteArrayOutputStream out = new ByteArrayOutputStream(binary.length / 2);
        try {
            ModuleBundle.write(headers, Map.of(description.path(), binary), out);
        } catch (IOException e) {
            throw new DeploymentException("the bundle cannot be written: " + e.getMessage());
        }
        return out.toByteArray();
    }

    private static ServiceDescription service(Sidecar sidecar, Map<String, String> said) throws DeploymentException {
        try {
            return ServiceDescription.of(said);
        } catch (DlException e) {
            throw new DeploymentException(sidecar.source() + ": " + e.getMessage());
        }
    }

    private ModuleDescription describe(String name, byte[] binary, Version version) throws DeploymentException {
        try {
            Module module = engine.load(name, binary);
            return ModuleDescription.of(module, "module.wasm", name, version);
        } catch (ModuleException | DlException e) {
            throw new DeploymentException(e.getMessage());
        }
    }

    private static Version version(String said, ModuleFileName file, String digest) throws DeploymentException {
        if (said != null) {
            try {
                return Version.parseVersion(said);
            } catch (IllegalArgumentException e) {
                throw new DeploymentException("not an OSGi version: '" + said + "'");
            }
        }
        return file.version() != null ? file.version() : new Version(0, 0, 0, digest.substring(0, QUALIFIER));
    }
}
