package dev.tagalong.itests.felix.harness;

/** What the build tells the tests, as system properties. */
final class Settings {

    private Settings() {}

    /**
     * A setting that must be there.
     *
     * @throws IllegalStateException if it is not
     */
    static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(
                    "system property " + property + " is not set: run these tests with mvn verify");
        }
        return value;
    }
}
