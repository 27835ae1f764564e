package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.dl.Symbol;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.NpmFile;
import dev.tagalong.itests.felix.fixture.Tar;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.Global;
import dev.tagalong.runtime.Memory;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.runtime.WasmExit;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that emscripten has built, PostgreSQL as PGlite has it, and its extensions as side modules. With a data directory it
 * answers SQL; without one its extensions compute what they compute without tables.
 */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.WASI, BundleSet.EMSCRIPTEN})
class PgliteIT extends LinkerScenario {

    private static final String VERSION = "0.5.16";
    private static final String PROGRAM = "pglite.wasm";
    private static final int EXTENSIONS = 40;

    /** A data directory, as {@code initdb} makes one. */
    private static final NpmFile DATA = new NpmFile(
            "@electric-sql/pglite-prepopulatedfs",
            "0.5.8",
            "dist/prepopulatedfs.tgz",
            "c07835b228cf6e3d182f83042b78cd3c9d51e2b4f966d74768c09f71c24e5c85");

    /** PostgreSQL 18, as Pg_magic_func has it, and its limits. */
    private static final List<Integer> MAGIC = List.of(64, 1800, 100, 32, 64);

    /** What the C library of the program was linked without, and OpenSSL would call for files that are sockets. */
    private static final Set<String> MISSING = Set.of(
            "sleep",
            "getsockopt",
            "setsockopt",
            "getsockname",
            "shutdown",
            "mprotect",
            "mlock",
            "madvise",
            "setbuf",
            "signal",
            "tcgetattr",
            "tcsetattr");

    private static final Pattern UNDEFINED = Pattern.compile("undefined symbol: (\\w+)");

    private Program program;
    private Memory memory;
    private final List<String> extensions = new ArrayList<>();

    @BeforeEach
    void deployTheDatabase() throws Exception {
        Map<String, String> hashes = hashes();
        deploy(WasmBundle.named("test.pglite").module(PROGRAM, file(hashes, "dist/" + PROGRAM)));
        WasmBundle bundle = WasmBundle.named("test.extensions");
        for (String archive : hashes.keySet()) {
            if (archive.endsWith(".tar.gz")) {
                InputStream in = new GZIPInputStream(new ByteArrayInputStream(file(hashes, archive)));
                Tar.files(in, name -> name.endsWith(".so")).forEach((name, binary) -> {
                    String module = name.substring(name.lastIndexOf('/') + 1);
                    extensions.add(module);
                    bundle.module(module, binary);
                });
            }
        }
        deploy(bundle);
        program = closing(linker.load(PROGRAM, ProcessEnvironment.EMPTY));
        memory = program.instance().memory();
    }

    private static Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PgliteIT.class.getResourceAsStream("/pglite.sha256"), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" +");
                hashes.put(parts[1], parts[0]);
            }
        }
        return hashes;
    }

    private static byte[] file(Map<String, String> hashes, String entry) throws IOException, InterruptedException {
        return new NpmFile("@electric-sql/pglite", VERSION, entry, hashes.get(entry)).bytes();
    }

    @Test
    void everyExtensionAnswers() {
        assertEquals(EXTENSIONS, extensions.size());
        int functions = 0;
        for (String extension : extensions) {
            boolean complete = !extension.equals("pgcrypto.so");
            try (Library library = program.open(extension, complete ? OpenFlags.RTLD_NOW : OpenFlags.RTLD_LAZY)) {
                int magic = (int) library.function("Pg_magic_func").call();
                List<Integer> found = new ArrayList<>();
                for (int i = 0; i < MAGIC.size(); i++) {
                    found.add(memory.readInt(magic + 4L * i));
                }
                assertEquals(MAGIC, found, extension);
                for (Symbol symbol : library.symbols()) {
                    if (symbol.name().startsWith("pg_finfo_")) {
                        int information = (int) library.function(symbol.name()).call();
                        assertEquals(1, memory.readInt(information), symbol.name());
                        functions++;
                    }
                }
            }
        }
        assertTrue(functions > 500, "only " + functions);
    }

    @Test
    void whatOneOfThemMissesIsKnownExactly() {
        String text = assertThrows(DlException.class, () -> program.open("pgcrypto.so", OpenFlags.RTLD_NOW))
                .getMessage();
        Set<String> missing = new TreeSet<>();
        UNDEFINED.matcher(text).results().forEach(r -> missing.add(r.group(1)));
        assertEquals(new TreeSet<>(MISSING), missing);
        try (Library library = program.open("pgcrypto.so", OpenFlags.RTLD_LAZY)) {
            assertTrue(library.open());
        }
    }

    @Test
    void functionsOfExtensions() {
        giveMemory();
        try (Library library = program.open("fuzzystrmatch.so", OpenFlags.RTLD_NOW)) {
            assertEquals("A500", text(call(library, "soundex", text("Anne"))));
            assertEquals("R163", text(call(library, "soundex", text("Robert"))));
            assertEquals(2, call(library, "levenshtein", text("GUMBO"), text("GAMBOL")));
            assertEquals("KM", text(call(library, "metaphone", text("GUMBO"), 4)));
        }
        try (Library library = program.open("earthdistance.so", OpenFlags.RTLD_LAZY)) {
            int points = allocate(32);
            double[] coordinates = {10, 20, 11, 20};
            for (int i = 0; i < coordinates.length; i++) {
                memory.writeLong(points + 8L * i, Double.doubleToLongBits(coordinates[i]));
            }
            int miles = call(library, "geo_distance", points, points + 16);
            assertEquals(64.926, Double.longBitsToDouble(memory.readLong(miles)), 0.001);
        }
    }

    /** The C library of emscripten, on a directory that WASI gives the program. */
    @Test
    void files(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("hello.txt"), "hello");
        ProcessEnvironment environment =
                ProcessEnvironment.builder().preopen("/data", folder, false).build();
        program = closing(linker.load(PROGRAM, environment));
        memory = program.instance().memory();
        int buffer = allocate(100);
        int file = call("fopen", string("/data/hello.txt"), string("r"));
        assertEquals(5, call("fread", buffer, 1, 100, file));
        assertEquals("hello", memory.readString(buffer, 5, StandardCharsets.US_ASCII));
        call("fclose", file);
        assertEquals(0, call("mkdir", string("/data/new"), 0700));
        assertEquals(0, call("chdir", string("/data/new")));
        file = call("fopen", string("../new/made.txt"), string("w"));
        assertEquals(5, call("fwrite", buffer, 1, 5, file));
        call("fclose", file);
        assertEquals("hello", Files.readString(folder.resolve("new/made.txt")));
        assertEquals(0, call("fopen", string("/etc/passwd"), string("r")));
        assertEquals(0, call("fopen", string("/data/../../etc/passwd"), string("r")));
    }

    /** {@code postgres --single}, a program with arguments, with nothing of PGlite's JavaScript. */
    @Test
    void sql(@TempDir Path folder) throws Exception {
        Path installed = Files.createDirectories(folder.resolve("share/postgresql/timezonesets"));
        Files.writeString(installed.resolve("Default"), "");
        Files.createDirectories(folder.resolve("share/postgresql/timezone"));
        Files.createFile(Files.createDirectories(folder.resolve("bin")).resolve("postgres"));
        Tar.unpack(new GZIPInputStream(new ByteArrayInputStream(DATA.bytes())), folder.resolve("data"));
        String made = postgres(folder, """
                create table city (name text primary key, people int)
                insert into city values ('Oslo', 717710), ('Bergen', 291940)
                select nonsense
                select count(*), sum(people) from city
                """);
        assertTrue(made.contains("count = \"2\"") && made.contains("sum = \"1009650\""), made);
        assertTrue(made.contains("ERROR:  column \"nonsense\" does not exist"), made);
        String found = postgres(folder, "select name from city where people > 500000\nselect version()\n");
        assertTrue(found.contains("name = \"Oslo\"") && !found.contains("Bergen"), found);
        assertTrue(found.contains("wasm32-unknown-emscripten"), found);
    }

    private String postgres(Path folder, String commands) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ProcessEnvironment environment = ProcessEnvironment.builder()
                .arguments(List.of(
                        "/pglite/bin/postgres",
                        "--single",
                        "-F",
                        "-c",
                        "io_method=sync",
                        "-c",
                        "dynamic_shared_memory_type=mmap",
                        "-c",
                        "timezone=GMT",
                        "-c",
                        "log_timezone=GMT",
                        "-D",
                        "/pglite/data",
                        "postgres"))
                .variable("USER", "postgres")
                .preopen("/pglite", folder, false)
                .input(new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8)))
                .output(output)
                .error(output)
                .build();
        try (Program server = linker.load(PROGRAM, environment)) {
            assertEquals(0, server.run(), () -> output.toString(StandardCharsets.UTF_8));
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private int call(String function, Object... arguments) {
        return (int) program.instance().function(function).call(arguments);
    }

    private int string(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
        int address = allocate(bytes.length);
        memory.write(address, bytes, 0, bytes.length);
        return address;
    }

    @Test
    void theProgramGoesOnAfterAFailure() {
        assertThrows(DlException.class, () -> program.open("nothing.so", OpenFlags.RTLD_NOW));
        try (Library library = program.open("citext.so", OpenFlags.RTLD_NOW)) {
            // The database exits on an error before it has begun.
            WasmExit exit = assertThrows(WasmExit.class, () -> call(library, "citext_cmp", text("a"), text("b")));
            assertEquals(2, exit.status());
        }
        assertTrue(allocate(100) != 0);
    }

    /** What the database does first when it starts: there is where palloc allocates. */
    private void giveMemory() {
        int name = allocate(8);
        memory.writeLong(name, 't');
        int context = (int)
                program.instance().function("AllocSetContextCreateInternal").call(0, name, 0, 8 << 10, 8 << 20);
        Global current = (Global) program.instance().export("CurrentMemoryContext");
        memory.writeInt((int) current.get(), context);
    }

    private int allocate(int size) {
        return (int) program.instance().function("malloc").call(size);
    }

    /** A value of type text: its length and its bytes. */
    private int text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int address = allocate(4 + bytes.length);
        memory.writeInt(address, 4 + bytes.length << 2);
        memory.write(address + 4L, bytes, 0, bytes.length);
        return address;
    }

    private String text(int address) {
        return memory.readString(address + 4L, (memory.readInt(address) >>> 2) - 4, StandardCharsets.US_ASCII);
    }

    /** Calls a function as the database does, with a FunctionCallInfo. */
    private int call(Library library, String function, int... arguments) {
        int size = 20 + 8 * arguments.length;
        int information = allocate(size);
        memory.fill(information, (byte) 0, size);
        memory.writeShort(information + 18L, (short) arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            memory.writeInt(information + 20L + 8L * i, arguments[i]);
        }
        return (int) library.function(function).call(information);
    }
}
