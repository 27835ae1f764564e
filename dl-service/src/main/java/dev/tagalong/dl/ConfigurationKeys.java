package dev.tagalong.dl;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the keys of a configuration that nobody reads: they are misspelt, and what they should say does not hold. */
public final class ConfigurationKeys {

    /** How the keys begin that the framework, its services and the deployer add. */
    private static final List<String> OTHERS =
            List.of(".", "component.", "service.", "felix.", "osgi.", "webconsole.", "deployed.", "objectClass");

    /** The end of the keys by which Declarative Services chooses services (112.6.2.2). */
    private static final String TARGET = ".target";

    private static final String FILE = "felix.fileinstall.filename";

    private ConfigurationKeys() {}

    /**
     * A sentence for each key that a definition does not have, with the file that it is in, if it is known, and the key that was
     * probably meant.
     *
     * @param pid the PID of the configuration, of the factory if it has one
     * @param definition the component property type that lists the keys as its elements
     * @param properties what the component was given
     */
    public static List<String> unknown(
            String pid, Class<? extends Annotation> definition, Map<String, Object> properties) {
        List<String> known = Arrays.stream(definition.getDeclaredMethods())
                .map(ConfigurationKeys::key)
                .toList();
        return new TreeSet<>(properties.keySet())
                .stream()
                        .filter(key -> !known.contains(key) && !key.endsWith(TARGET))
                        .filter(key -> OTHERS.stream().noneMatch(key::startsWith))
                        .map(key -> source(properties, pid) + ": " + key + " is not a key of " + pid
                                + NearName.hint(key, known))
                        .toList();
    }

    /** The key that an element stands for (112.8.2.1). */
    private static String key(Method element) {
        return element.getName().replace("__", "\0").replace('_', '.').replace('\0', '_');
    }

    private static String source(Map<String, Object> properties, String pid) {
        Object file = properties.get(FILE);
        if (file == null) {
            return "Configuration " + properties.getOrDefault("service.pid", pid);
        }
        String path = file.toString();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
