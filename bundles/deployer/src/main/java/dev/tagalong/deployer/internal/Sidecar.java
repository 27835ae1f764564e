package dev.tagalong.deployer.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.tagalong.dl.DlException;
import dev.tagalong.dl.packaging.ModuleBound;
import dev.tagalong.dl.packaging.ModuleFileName;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file beside a module that says more of it: for {@code app-1.2.0.wasm} the first there is of {@code app-1.2.0.properties},
 * {@code app-1.2.0.json}, {@code app.properties} and {@code app.json}. In JSON, objects within the object stand for keys with
 * dots between their parts, and lists for texts with commas.
 *
 * @param source the file's name, or {@code null} if there is none
 * @param bytes its contents
 */
record Sidecar(String source, byte[] bytes) {

    /** Nothing beside a module. */
    static final Sidecar NONE = new Sidecar(null, new byte[0]);

    /** In property files a colon ends a key as well as an equals sign; here it stands before the type of a value. */
    private static final Pattern TYPED =
            Pattern.compile("(?m)^([ \\t\\f]*+property\\.[^=:\\s]++):(\\w[\\w<>]*+[ \\t\\f]*+=)");

    /** Nobody writes more by hand. */
    private static final ModuleBound BOUND = new ModuleBound(1 << 20, "a file beside a module says a few lines");

    private static final List<String> ENDINGS = List.of(".properties", ".json");

    /** The keys whose values may be lists. */
    private static final Set<String> LISTS = Set.of("imports.allowed", "preopens", "env", "args");

    /** That of a module. */
    static Sidecar of(Path module) throws IOException {
        Optional<Path> file = beside(module);
        if (file.isEmpty()) {
            return NONE;
        }
        String name = file.get().getFileName().toString();
        try {
            return new Sidecar(name, ModuleFiles.read(file.get(), BOUND));
        } catch (IOException e) {
            throw new IOException(name + ": " + e, e);
        } catch (DlException e) {
            throw new DlException(name + " cannot be read: " + e.getMessage());
        }
    }

    /** The file of that of a module, if there is one. */
    static Optional<Path> beside(Path module) {
        return candidates(module).filter(Files::isRegularFile).findFirst();
    }

    private static Stream<Path> candidates(Path module) {
        return candidateNames(module).flatMap(name -> sibling(module, name));
    }

    private static Stream<Path> sibling(Path module, String name) {
        try {
            return Stream.of(module.resolveSibling(name));
        } catch (InvalidPathException e) {
            return Stream.empty(); // Java's locale cannot write it, so nobody could have asked for that file
        }
    }

    private static Stream<String> candidateNames(Path module) {
        String file = module.getFileName().toString();
        String versioned = file.substring(0, file.length() - ModuleFileName.SUFFIX.length());
        return Stream.of(versioned, ModuleFileName.of(file).stem())
                .distinct()
                .flatMap(stem -> ENDINGS.stream().map(ending -> stem + ending));
    }

    /** Whether a file may be one, by its name. */
    static boolean possible(Path file) {
        return ENDINGS.stream().anyMatch(file.getFileName().toString()::endsWith);
    }

    /** The modules in the same folder of which a file is, or would be, a sidecar. */
    static List<Path> modules(Path sidecar) throws IOException {
        // Names are compared, and no paths: of a name that its locale cannot write, Java reads a text that makes no
        // path.
        String name = sidecar.getFileName().toString();
        try (Stream<Path> files = Files.list(sidecar.getParent())) {
            return files.filter(ModuleFiles::isModule)
                    .filter(m -> candidateNames(m).anyMatch(name::equals))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Its keys and values.
     *
     * @throws DeploymentException if it cannot be read as what its ending says
     */
    Map<String, String> entries() throws DeploymentException {
        if (source == null) {
            return Map.of();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        Map<String, String> entries = new TreeMap<>();
        try {
            if (source.endsWith(".json")) {
                flatten("", JsonParser.parseString(text), entries);
            } else {
                Properties properties = new Properties();
                properties.load(new StringReader(TYPED.matcher(text).replaceAll("$1\\\\:$2")));
                properties.stringPropertyNames().forEach(k -> entries.put(k, properties.getProperty(k)));
            }
        } catch (IOException | JsonParseException | IllegalArgumentException | StackOverflowError e) {
            throw new DeploymentException(source + " cannot be read: " + e.getMessage());
        }
        return entries;
    }

    private static void flatten(String key, JsonElement element, Map<String, String> into) {
        if (element instanceof JsonObject object) {
            object.entrySet()
                    .forEach(e -> flatten(key.isEmpty() ? e.getKey() : key + "." + e.getKey(), e.getValue(), into));
        } else if (element.isJsonPrimitive() && !key.isEmpty()) {
            into.put(key, element.getAsString());
        } else if (element instanceof JsonArray array && LISTS.contains(key)) {
            into.put(key, texts(key, array));
        } else {
            throw new IllegalArgumentException(
                    key.isEmpty() ? "it is not an object" : "'" + key + "' is neither text nor number nor object");
        }
    }

    /** A list, as properties have it. */
    private static String texts(String key, JsonArray array) {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array) {
            if (!element.isJsonPrimitive() || element.getAsString().contains(",")) {
                throw new IllegalArgumentException("'" + key + "' is a list of other things than texts without commas");
            }
            texts.add(element.getAsString());
        }
        return String.join(",", texts);
    }
}
