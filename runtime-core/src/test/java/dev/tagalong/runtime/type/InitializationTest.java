package dev.tagalong.runtime.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The types' constants are there, whichever class of the package a program meets first. */
class InitializationTest {

    @Test
    void noConstantIsNull() throws Exception {
        URL classes = ValueType.class.getProtectionDomain().getCodeSource().getLocation();
        List<String> names = names(Path.of(classes.toURI()));
        assertFalse(names.isEmpty());
        Set<String> missing = new TreeSet<>();
        for (String first : names) {
            try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
                Class.forName(first, true, loader);
                for (String name : names) {
                    for (Field field : Class.forName(name, true, loader).getDeclaredFields()) {
                        if (isPublicConstant(field) && field.get(null) == null) {
                            missing.add(field + " after " + first);
                        }
                    }
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    private static boolean isPublicConstant(Field field) {
        int wanted = Modifier.PUBLIC | Modifier.STATIC | Modifier.FINAL;
        return (field.getModifiers() & wanted) == wanted;
    }

    private static List<String> names(Path classes) throws Exception {
        String name = ValueType.class.getPackageName();
        try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.startsWith("package-info"))
                    .map(file -> name + "." + file.substring(0, file.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }
}
