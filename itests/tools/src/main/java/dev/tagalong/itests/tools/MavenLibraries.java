package dev.tagalong.itests.tools;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Artifacts of Maven Central with all that they depend on, for programs that tests run. They are fetched by Maven when they are
 * first needed, checked by it, kept in the build's folder and not passed on. Where they cannot be had, the test is skipped.
 *
 * @param name what they are together, for a folder's name
 * @param coordinates each as {@code GROUP:ARTIFACT:VERSION} or {@code GROUP:ARTIFACT:VERSION:TYPE}
 */
public record MavenLibraries(String name, List<String> coordinates) {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy-dependencies";

    /** The folder with the files, named as artifacts are. */
    public Path folder() throws IOException, InterruptedException {
        Path parent = Files.createDirectories(Path.of("target", "maven", name).toAbsolutePath());
        Path folder = parent.resolve("lib");
        Path done = parent.resolve("fetched");
        if (!Files.exists(done)) {
            Files.writeString(parent.resolve("pom.xml"), pom());
            boolean fetched = Client.run(parent, List.of(maven(), "-q", "-B", PLUGIN, "-DoutputDirectory=" + folder));
            assumeTrue(fetched, "not tried: Maven cannot fetch " + String.join(", ", coordinates));
            Files.createFile(done);
        }
        return folder;
    }

    /** The jars, as a class path. */
    public String classPath() throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(folder())) {
            return String.join(
                    java.io.File.pathSeparator,
                    files.map(Path::toString)
                            .filter(f -> f.endsWith(".jar"))
                            .sorted()
                            .toList());
        }
    }

    /** The Maven that runs this build, if it tells, else the one on the path. */
    private static String maven() {
        String home = System.getProperty("maven.home");
        return home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
    }

    private String pom() {
        List<String> dependencies = new ArrayList<>();
        for (String one : coordinates) {
            String[] parts = one.split(":");
            dependencies.add("""
                    <dependency>
                      <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><type>%s</type>
                    </dependency>
                    """.formatted(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : "jar"));
        }
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>fetched</groupId><artifactId>%s</artifactId><version>1</version>
                  <dependencies>
                %s  </dependencies>
                </project>
                """.formatted(name, String.join("", dependencies));
    }
}
