package dev.tagalong.itests.spec;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The suite's files: read from {@code spec-json.zip} in a folder, or, where there is none, from the folder itself. */
final class SuiteData implements AutoCloseable {

    /** Where the data comes from, for whoever has none. */
    static final String WHERE_TO_GET_IT = "Get it from the WebAssembly/spec repository: convert the .wast files under"
            + " test/core with `wasm-tools json-from-wast` or wabt's `wast2json`, a folder for each file, into the folder"
            + " that the system property tagalong.spec names, or into a spec-json.zip in it.";

    private static final String ARCHIVE = "spec-json.zip";

    private final FileSystem archive;
    private final List<Script> scripts;

    private SuiteData(FileSystem archive, Path root) throws IOException {
        this.archive = archive;
        this.scripts = find(root);
    }

    /** Opens the data in a folder; there are no scripts if the folder is not there or holds none. */
    static SuiteData open(Path folder) throws IOException {
        Path zip = folder.resolve(ARCHIVE);
        if (!Files.exists(zip)) {
            return new SuiteData(null, folder);
        }
        FileSystem archive = FileSystems.newFileSystem(zip);
        try {
            return new SuiteData(archive, archive.getPath("/"));
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static List<Script> find(Path root) throws IOException {
        List<Script> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (file.toString().endsWith(".json") && Script.isScript(file)) {
                        found.add(Script.of(root, file));
                    }
                }
            }
        }
        found.sort(Comparator.comparing(Script::group).thenComparing(Script::name));
        return List.copyOf(found);
    }

    /** The scripts, ordered by group and name. */
    List<Script> scripts() {
        return scripts;
    }

    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
    }
}
