package dev.tagalong.deployer.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.packaging.ModuleBundle;
import dev.tagalong.dl.packaging.ModuleDescription;
import dev.tagalong.dl.packaging.ModuleFileName;
import dev.tagalong.dl.packaging.ModuleLoader;
import dev.tagalong.dl.packaging.ServiceDescription;
import dev.tagalong.runtime.Engine;
import dev.tagalong.runtime.Module;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Component;

/** Makes bundles of modules. Thread-safe. */
@Component(service = Wrapper.class)
public final class Wrapper {

    /** The header that tells of which bytes a bundle was made. */
    static final String DIGEST = "Wasm-Digest";

    /** Counted up whenever other bundles are made of the same files. */
    private static final byte FORMAT = 3;

    private static final int QUALIFIER = 12;

    private final Engine engine = Engine.create();

    /**
     * A bundle that was made.
     *
     * @param symbolicName its symbolic name
     * @param headers those of its manifest
     * @param entries its contents by path
     */
    record Wrapped(String symbolicName, Map<String, String> headers, Map<String, byte[]> entries) {

        /**
         * Its bytes, from a temporary file that is deleted when this is closed: beside a large module there may be no memory for
         * its bundle.
         */
        InputStream open() throws IOException {
            Path file = Files.createTempFile("tagalong", ".jar");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    ModuleBundle.write(headers, entries, out);
                }
                return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
            } catch (IOException | RuntimeException | Error e) {
                Files.deleteIfExists(file);
                throw e;
            }
        }
    }

    /** The digest of a module and what is wished of its bundle. */
    static String digest(byte[] binary, Wishes wishes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(FORMAT);
            digest.update(binary);
            digest.update(wishes.bundle().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /**
     * The bundle of a module; equal arguments give equal bundles.
     *
     * @throws DeploymentException if the module is invalid, or what is wished cannot be
     */
    Wrapped wrap(String fileName, byte[] binary, Wishes wishes) throws DeploymentException {
        ModuleFileName file = ModuleFileName.of(fileName);
        Map<String, String> said = wishes.bundle();
        String digest = digest(binary, wishes);
        Version version = version(said.get("version"), file, digest);
        String name = said.getOrDefault("name", file.name());
        ModuleDescription description = describe(name, binary, version).withService(service(said));

        String symbolicName =
                ModuleBundle.symbolicName(said.getOrDefault("symbolic.name", new ModuleFileName(name, version).stem()));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Bundle-SymbolicName", symbolicName);
        headers.put("Bundle-Version", version.toString());
        headers.put("Bundle-Name", name);
        headers.putAll(ModuleBundle.headers(List.of(description)));
        headers.put(DIGEST, digest);
        return new Wrapped(symbolicName, headers, Map.of(description.path(), binary));
    }

    private static ServiceDescription service(Map<String, String> said) throws DeploymentException {
        try {
            return ServiceDescription.of(said);
        } catch (DlException e) {
            throw new DeploymentException(e.getMessage());
        }
    }

    private ModuleDescription describe(String name, byte[] binary, Version version) throws DeploymentException {
        try {
            ModuleDescription.checkName(name);
        } catch (DlException e) {
            throw new DeploymentException(
                    e.getMessage() + ": rename the file, or give the module another name in a file beside it");
        }
        try {
            Module module = ModuleLoader.load(engine, name, binary);
            return ModuleDescription.of(module, "module.wasm", name, version);
        } catch (DlException e) {
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
