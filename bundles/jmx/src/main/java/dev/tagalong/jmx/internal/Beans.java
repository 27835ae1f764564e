package dev.tagalong.jmx.internal;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform's server and its names. */
final class Beans {

    private static final String DOMAIN = "dev.tagalong";

    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);

    /** What a value of an object name may not have without quotes. */
    private static final Pattern SPECIAL = Pattern.compile("[,=:\"*?\\n]");

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private Beans() {}

    /** The name of a bean of a type, with keys in their order. */
    static ObjectName name(String type, Map<String, String> keys) {
        String text = keys.entrySet().stream()
                .map(key -> "," + key.getKey() + "=" + value(key.getValue()))
                .collect(Collectors.joining("", DOMAIN + ":type=" + type, ""));
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("not an object name: " + text, e);
        }
    }

    private static String value(String text) {
        return text.isEmpty() || SPECIAL.matcher(text).find() ? ObjectName.quote(text) : text;
    }

    /** Registers a bean; one that cannot be is told in the log, and nobody is worse off. */
    static <T> void register(T bean, Class<T> type, ObjectName name) {
        try {
            SERVER.registerMBean(new StandardMBean(bean, type, true), name);
        } catch (JMException e) {
            LOG.error("{} cannot be registered", name, e);
        }
    }

    /** Takes a bean away, if it is there. */
    static void unregister(ObjectName name) {
        try {
            SERVER.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.debug("{} was not registered", name);
        } catch (JMException e) {
            LOG.error("{} cannot be unregistered", name, e);
        }
    }
}
