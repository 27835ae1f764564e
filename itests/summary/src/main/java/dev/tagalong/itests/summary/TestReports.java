package dev.tagalong.itests.summary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The reports that Surefire and Failsafe have written below a folder. */
final class TestReports {

    private final Path root;
    private final XMLInputFactory factory = XMLInputFactory.newFactory();
    private final List<SkippedTest> skipped = new ArrayList<>();
    private int tests;

    private TestReports(Path root) {
        this.root = root;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    /**
     * Reads all of them.
     *
     * @throws IOException if one cannot be read; the text names it
     */
    static TestReports below(Path root) throws IOException {
        TestReports reports = new TestReports(root);
        for (Path file : reports.files()) {
            reports.read(file);
        }
        return reports;
    }

    /** How many tests the reports name, with those that were skipped. */
    int tests() {
        return tests;
    }

    /** The tests that were skipped, in the order of the files. */
    List<SkippedTest> skipped() {
        return List.copyOf(skipped);
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean other = name.equals("src") || name.equals("node_modules") || name.startsWith(".");
                return other && !directory.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String folder = file.getParent().getFileName().toString();
                String name = file.getFileName().toString();
                if (folder.matches("(surefire|failsafe)-reports") && name.matches("TEST-.*\\.xml")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                // Tests make files that nobody may read, and files that go while this runs.
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    private void read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            String testClass = "";
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (reader.getLocalName().equals("testcase")) {
                    tests++;
                    testClass = reader.getAttributeValue(null, "classname");
                } else if (reader.getLocalName().equals("skipped")) {
                    skipped.add(new SkippedTest(module(file), simple(testClass), reason(reader)));
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private String module(Path file) {
        // MODULE/target/surefire-reports/TEST-x.xml
        return root.relativize(file.getParent().getParent().getParent()).toString();
    }

    private static String simple(String testClass) {
        return testClass.substring(testClass.lastIndexOf('.') + 1);
    }

    /** The message, or else the first line of the stack trace, which has it behind the exception's name. */
    private static String reason(XMLStreamReader reader) throws XMLStreamException {
        String message = reader.getAttributeValue(null, "message");
        String text = message == null ? reader.getElementText() : message;
        return text.strip()
                .lines()
                .findFirst()
                .map(line -> line.replaceFirst("^[\\w.$]+Exception: ", "").replaceFirst("^Assumption failed: ", ""))
                .orElse("no reason given");
    }
}
