package dev.tagalong.dl.packaging;

import dev.tagalong.dl.DlException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * A module as an OSGi service: attributes of its capability, from which the services are made. Immutable.
 *
 * @param interfaces the names of the Java interfaces that the module implements; one at least
 * @param scope who gets an instance of its own
 * @param pool how many instances are kept ready; 0 to 1,000, and 0 unless the scope is {@link Scope#PROTOTYPE}
 * @param properties service properties: values by names that may end with the type that the manifests of bundles have for
 *     attributes, as in {@code weight:Long}
 */
public record ServiceDescription(List<String> interfaces, Scope scope, int pool, Map<String, String> properties) {

    /** Who gets an instance of its own. */
    public enum Scope {
        /** Nobody: there is one instance of the module. */
        SINGLETON,
        /** Each bundle that uses the service. */
        BUNDLE,
        /** Whoever asks for one. */
        PROTOTYPE;

        /** As attributes have it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The scope of that name.
         *
         * @throws DlException if there is none
         */
        public static Scope of(String text) {
            return Arrays.stream(values())
                    .filter(s -> s.text().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new DlException("not a scope: '" + text + "'; there are singleton, bundle and prototype"));
        }
    }

    /** The most instances that are kept ready. */
    public static final int MOST_POOLED = 1_000;

    /** The attribute with the interfaces. */
    public static final String SERVICE = "service";

    /** The attribute with the scope. */
    public static final String SCOPE = "scope";

    /** The attribute with how many instances are kept ready. */
    public static final String POOL = "pool";

    /** What the keys of service properties begin with. */
    public static final String PROPERTY = "property.";

    private static final String OBJECT_CLASS = "objectClass";

    private static final Set<String> TAKEN =
            Set.of(ModuleDescription.NAMESPACE, "version", "kind", SERVICE, SCOPE, POOL, OBJECT_CLASS);
    private static final Pattern JAVA_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");
    private static final Pattern PROPERTY_NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Set<String> TYPES = Set.of("String", "Version", "Long", "Double");

    /**
     * Checks all.
     *
     * @throws DlException if a name is none, or a value does not fit its type
     */
    public ServiceDescription {
        interfaces = List.copyOf(interfaces);
        properties = Map.copyOf(properties);
        if (interfaces.isEmpty()) {
            throw new DlException("a service has one interface at least");
        }
        for (String name : interfaces) {
            if (!JAVA_NAME.matcher(name).matches()) {
                throw new DlException("not the name of a Java interface: '" + name + "'");
            }
        }
        if (pool < 0 || pool > MOST_POOLED) {
            throw new DlException(POOL + " must be from 0 to " + MOST_POOLED + ": " + pool);
        }
        if (pool > 0 && scope != Scope.PROTOTYPE) {
            throw new DlException(POOL + " is for the scope prototype; this one is " + scope.text());
        }
        properties.forEach(ServiceDescription::check);
    }

    private static void check(String key, String value) {
        ManifestText.quote(ManifestText.value("service property " + key, value));
        int colon = key.indexOf(':');
        String name = colon < 0 ? key : key.substring(0, colon);
        String type = colon < 0 ? "String" : key.substring(colon + 1);
        boolean list = type.startsWith("List<") && type.endsWith(">");
        String element = list ? type.substring(5, type.length() - 1) : type.equals("List") ? "String" : type;
        if (!PROPERTY_NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new DlException("not a name for a service property: '" + name + "'");
        }
        if (!TYPES.contains(element)) {
            throw new DlException("service property " + name + ": no type " + type + "; there are "
                    + new TreeSet<>(TYPES) + " and lists of them, such as List<Long>");
        }
        for (String item : list ? value.split(",") : new String[] {value}) {
            try {
                parse(element, item.strip());
            } catch (IllegalArgumentException e) {
                throw new DlException("service property " + name + ": not a " + element + ": '" + item + "'", e);
            }
        }
    }

    private static void parse(String type, String value) {
        switch (type) {
            case "Long" -> Long.parseLong(value);
            case "Double" -> Double.parseDouble(value);
            case "Version" -> Version.parseVersion(value);
            default -> {}
        }
    }

    /** Whether a key belongs to the description of a service. */
    public static boolean isKey(String key) {
        return key.equals(SERVICE) || key.equals(SCOPE) || key.equals(POOL) || key.startsWith(PROPERTY);
    }

    /**
     * From keys and values as a file beside a module, or a build, has them: {@code service}, one name or several with commas
     * between them, {@code scope} (default: {@code singleton}), {@code pool}, and {@code property.NAME} or
     * {@code property.NAME:TYPE}. Other keys are passed over.
     *
     * @return {@code null} if they describe no service
     * @throws DlException if a value is bad, or there is no interface to what is said
     */
    public static ServiceDescription of(Map<String, String> entries) {
        Map<String, String> said = new TreeMap<>(entries);
        said.keySet().removeIf(key -> !isKey(key));
        if (said.isEmpty()) {
            return null;
        }
        if (!said.containsKey(SERVICE)) {
            throw new DlException("'" + said.keySet().iterator().next() + "' needs the key '" + SERVICE
                    + "' with the name of a Java interface");
        }
        List<String> interfaces = Arrays.stream(said.get(SERVICE).split(","))
                .map(String::strip)
                .distinct()
                .toList();
        Map<String, String> properties = said.entrySet().stream()
                .filter(e -> e.getKey().startsWith(PROPERTY))
                .collect(Collectors.toMap(e -> e.getKey().substring(PROPERTY.length()), Map.Entry::getValue));
        return new ServiceDescription(
                interfaces, Scope.of(said.getOrDefault(SCOPE, "singleton").strip()), pool(said.get(POOL)), properties);
    }

    private static int pool(String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new DlException(POOL + " is not a number: '" + text + "'", e);
        }
    }

    /** As attributes of a capability, each with a semicolon before it. */
    String attributes() {
        StringBuilder text = new StringBuilder();
        text.append(';').append(SERVICE).append(interfaces.size() == 1 ? "=" : ":List<String>=");
        text.append(ManifestText.quote(String.join(",", interfaces)));
        text.append(';').append(SCOPE).append('=').append(ManifestText.quote(scope.text()));
        if (pool > 0) {
            text.append(';').append(POOL).append(":Long=").append(ManifestText.quote(Integer.toString(pool)));
        }
        return text.append(propertyAttributes()).toString();
    }

    private String propertyAttributes() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(properties)
                .forEach(
                        (key, value) -> text.append(';').append(key).append('=').append(ManifestText.quote(value)));
        return text.toString();
    }

    /**
     * The capability that tells resolvers of the service before it is there (OSGi Compendium 8, section 135.4): those who refer to
     * it by declarative services require it, and are not installed without it where a resolver looks at that, as Karaf's does.
     */
    String capability() {
        String packages = String.join(",", packages());
        return "osgi.service;" + OBJECT_CLASS + ":List<String>=" + ManifestText.quote(String.join(",", interfaces))
                + propertyAttributes()
                + (packages.isEmpty() ? "" : ";uses:=" + ManifestText.quote(packages));
    }

    /** The packages of its interfaces that the bundle has to import. */
    public List<String> packages() {
        List<String> packages = new ArrayList<>();
        for (String name : interfaces) {
            int dot = name.lastIndexOf('.');
            if (dot > 0 && !name.startsWith("java.")) {
                packages.add(name.substring(0, dot));
            }
        }
        return packages.stream().distinct().toList();
    }
}
