package dev.tagalong.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportTest {

    @TempDir
    Path directory;

    @Test
    void markdownHasMachineRatiosFiguresAndFailures() {
        String text = Samples.report(Samples.results()).markdown();
        assertTrue(text.contains("# Benchmark, 2026-01-02 03:04 UTC"), text);
        assertTrue(text.contains("- JDK: Test VM 17"), text);
        assertTrue(text.contains("- Machine: Test processor, 2 cores, Test OS 1"), text);
        assertTrue(text.contains("- Session: quick, 1 min 1 s"), text);
        assertTrue(text.contains("| fib | 2.00 | 10.0 | 1.00 |"), text);
        assertTrue(text.contains("| fib | 4.00 | 20.0 | 2.00 |"), text);
        assertTrue(text.contains("| **geometric mean** | **4.00** | **10.0** (1) | **1.00** |"), text);
        assertTrue(text.contains("| vm | 8.00 | failed | 1.00 |"), text);
        assertTrue(text.contains("- vm, `other`: over 60 s"), text);
        assertTrue(text.contains("| 1 library | 2,048 | - | - |"), text);
        assertTrue(text.contains("| 200-way VM in one function, to V8: 2.00 | 8.00 | - | 1.00 |"), text);
        assertTrue(text.contains("- A note."), text);
        assertFalse(text.contains("not measured"), text);
    }

    @Test
    void markdownSaysWhetherChecksumsAgree() {
        Results results = Samples.results();
        results.checksums().add("fib", "1", "ours", 1);
        results.checksums().add("fib", "1", "v8", 1);
        assertTrue(Samples.report(results).markdown().contains("All contenders computed the same (2 checksums)."));
        results.checksums().add("fib", "1", "other", 2);
        String text = Samples.report(results).markdown();
        assertTrue(text.contains("## DIFFERENT RESULTS"), text);
        assertTrue(text.contains("- fib(1): ours 1, v8 1, other 2"), text);
        assertFalse(text.contains("computed the same"), text);
    }

    @Test
    void jsonHasTheSame() throws Exception {
        Results results = Samples.results();
        results.checksums().add("fib", "1", "ours", 1);
        results.checksums().add("fib", "1", "v8", 2);
        JsonNode root = new ObjectMapper().readTree(Samples.report(results).json());
        assertEquals("Test VM 17", root.at("/machine/jdk").asText());
        assertEquals(2, root.at("/machine/cores").asInt());
        assertEquals("v8", root.at("/baseline").asText());
        assertTrue(root.at("/quick").asBoolean());
        assertEquals(4, root.at("/rows").size());
        assertEquals("fib", root.at("/rows/0/id").asText());
        assertEquals(4, root.at("/rows/0/figures/ours/median").asDouble());
        assertEquals(2, root.at("/rows/0/figures/ours/ratio").asDouble());
        assertEquals("over 60 s", root.at("/rows/1/figures/other/failure").asText());
        assertEquals(4, root.at("/geometricMeans/ours/ratio").asDouble(), 1e-12);
        assertEquals("fib(1): ours 1, v8 2", root.at("/disagreements/0").asText());
    }

    @Test
    void theChartIsXmlWithADotForEachRatioAndEachContender() throws Exception {
        String svg = Samples.report(Samples.results()).svg();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        // Five ratios and three entries of the legend.
        assertEquals(8, document.getElementsByTagName("title").getLength());
        assertTrue(svg.contains("Our engine &lt;1&gt;"), svg);
        assertFalse(svg.contains("direct call"), "a row without ratio is not drawn");
    }

    @Test
    void theChartOfNothingIsXml() throws Exception {
        Results results = new Results();
        results.addContender("ours", "Ours");
        byte[] svg = Samples.report(results).svg().getBytes(StandardCharsets.UTF_8);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    @Test
    void allThreeAreWritten() {
        Samples.report(Samples.results()).write(directory.resolve("new"));
        for (String file : new String[] {"results.md", "results.json", "results.svg"}) {
            assertTrue(Files.exists(directory.resolve("new").resolve(file)), file);
        }
    }
}
