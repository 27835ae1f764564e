package dev.tagalong.itests.felix.storm;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/** Counts live objects, as {@code jmap -histo:live} does, and loaded classes. */
final class Census {

    private Census() {}

    /** How many objects there are of each of these classes; collects garbage first. */
    static Map<String, Long> count(Collection<String> classNames) {
        Map<String, Long> counts = new TreeMap<>();
        classNames.forEach(name -> counts.put(name, 0L));
        histogram().lines().map(line -> line.strip().split("\\s+")).forEach(columns -> {
            // "num: instances bytes class [(module)]"
            if (columns.length >= 4 && counts.containsKey(columns[3])) {
                counts.merge(columns[3], Long.parseLong(columns[1]), Long::sum);
            }
        });
        return counts;
    }

    /** How many classes are loaded, hidden ones too. */
    static int classes() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("no class histogram", e);
        }
    }
}
