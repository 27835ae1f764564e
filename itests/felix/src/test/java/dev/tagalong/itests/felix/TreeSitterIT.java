package dev.tagalong.itests.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.Library;
import dev.tagalong.dl.LibraryInfo;
import dev.tagalong.dl.OpenFlags;
import dev.tagalong.dl.Program;
import dev.tagalong.itests.felix.fixture.Await;
import dev.tagalong.itests.felix.fixture.LinkerConfiguration;
import dev.tagalong.itests.felix.fixture.LinkerScenario;
import dev.tagalong.itests.felix.fixture.NpmFile;
import dev.tagalong.itests.felix.fixture.WasmBundle;
import dev.tagalong.itests.felix.harness.BundleSet;
import dev.tagalong.itests.felix.harness.InFelix;
import dev.tagalong.runtime.ProcessEnvironment;
import dev.tagalong.samples.treesitter.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.util.tracker.ServiceTracker;

/** Side modules that know nothing of us: tree-sitter as a program, and its grammars as bundles that come and go. */
@InFelix({BundleSet.CORE, BundleSet.LINKER, BundleSet.WASI, BundleSet.EMSCRIPTEN, BundleSet.SHELL, BundleSet.TREE_SITTER
})
class TreeSitterIT extends LinkerScenario {

    private static final String PROGRAM = "web-tree-sitter.wasm";
    private static final long PATIENCE_MILLIS = 30_000;

    private static final NpmFile BINARY = new NpmFile(
            "web-tree-sitter", "0.27.1", PROGRAM, "beca80e44cccbf2299ed4d1e3fa6462a9a6fe818aeebf847547a392227ce4acc");
    private static final NpmFile SCRIPT = new NpmFile(
            "web-tree-sitter",
            "0.27.1",
            "web-tree-sitter.js",
            "7c49e3c1d87e24e0bb4c2def909d17154dfde281f5f8280225450090bb4b8110");

    private record Grammar(String language, NpmFile file, String text) {
        static Grammar of(String scope, String language, String version, String sha256, String text) {
            String name = "tree-sitter-" + language;
            return new Grammar(language, new NpmFile(scope + name, version, name + ".wasm", sha256), text);
        }

        WasmBundle bundle() throws IOException, InterruptedException {
            return WasmBundle.named("test.grammar." + language).module(module(), file.bytes());
        }

        String module() {
            return "tree-sitter-" + language + ".wasm";
        }
    }

    private static final Grammar JSON = Grammar.of(
            "",
            "json",
            "0.24.8",
            "d2119fb98d5912719b13f9458574f8608d2d29dfbe45f6be1f860ea1fe2a2405",
            "{\"a\": [1, 2.5e3, true, null], \"\\u00e9\": \"ü😀\", \"open\": [ }");

    private static final List<Grammar> GRAMMARS = List.of(
            JSON,
            Grammar.of(
                    "",
                    "javascript",
                    "0.25.0",
                    "5fb488d0cabb4775a594bab85682de5ad6ce83c0d6ac997a9f82dd084d571240",
                    "class A extends B { get x() { return `a${1 + this.#y}b` } }\nlet f = async x => x?.y ?? /re+/g\nif (a <!-- b"),
            Grammar.of(
                    "",
                    "c",
                    "0.24.1",
                    "c852c2a85ebf2beb636aa3b0ef7f7e70458684d74f6741b20dcb296885bed9f9",
                    "#include <a.h>\nstatic int f(struct s *p) { return p->x << 2 ? 'c' : L\"x\"; }\nint g( { }"),
            Grammar.of(
                    "",
                    "python",
                    "0.25.0",
                    "16108b50df4ee9a30168794252ab55e7c93bfc5765d7fa0aa3e335752c515f47",
                    "def f(a, *b, **c):\n    if a:\n        return f'{a!r:>{b}} x'\n    else:\n        yield [x for x in b]\nclass"),
            Grammar.of(
                    "",
                    "java",
                    "0.23.5",
                    "4fdeac4ca6ca089f06c6f7e562abcac1733cd465728cc7031ebb73c2019122c4",
                    "record P(int x) { static <T> T f(T... t) { return switch (t) { case P(var x) -> null; default -> \"\"\"\n a\"\"\"; }; } }"),
            Grammar.of(
                    "",
                    "html",
                    "0.23.2",
                    "c48fcd82c7ea8bf943180088ba7f28c48b2bb5287874179168bf9d31e394cf85",
                    "<!doctype html><p class=a>one<br><ul><li>x<li>y</ul><script>if (a<b) c</script></p></div>"),
            Grammar.of(
                    "",
                    "bash",
                    "0.25.1",
                    "8292919c88a0f7d3fb31d0cd0253ca5a9531bc1ede82b0537f2c63dd8abe6a7a",
                    "f() { local a=${1:-x}; cat <<E | tr a b\n$a\nE\n}\nfor i in {1..3}; do [[ $i =~ ^a ]] && f \"$i\"; done"),
            Grammar.of(
                    "",
                    "css",
                    "0.25.0",
                    "8a23977fe271357cce6f254ef88c9bebf3854602d8046605aef6a45c02135c59",
                    "@media (min-width: 3em) { a:hover > b, #c::before { color: rgb(1 2 3 / 50%) !important } } x {"),
            Grammar.of(
                    "@tree-sitter-grammars/",
                    "toml",
                    "0.7.0",
                    "1ac6a83826c35a68857f8325e00c78f6bcbef4eb6db3931a6cf3041f76e5e09f",
                    "[a.b]\nc = [1, 0x2, 1979-05-27T07:32:00Z]\nd = '''x\ny'''\n[[e]]\nf = {g = 1.5}\nh ="),
            Grammar.of(
                    "@tree-sitter-grammars/",
                    "lua",
                    "0.4.1",
                    "6d95607fc7d78964cfdf065ccb1ba76be5ed217c5ec0d0a3cace13c59fa1ae43",
                    "local function f(...) return #{...}, [==[x]]y]==] end\nfor k, v in pairs(t) do t[k] = v // 2 end -- end"),
            Grammar.of(
                    "@tree-sitter-grammars/",
                    "yaml",
                    "0.7.1",
                    "e752dc21c3591df9b45692fe417d101f45d1828c28c44d79005f4066dc7e4e91",
                    "a: &x [1, two, {b: c}]\nd: |\n  text\n  more\ne:\n  - *x\n  - !t 'q'\n"));

    private ServiceTracker<Parser, Parser> parsers;
    private Parser parser;

    @BeforeEach
    void deployTheProgram() throws Exception {
        deploy(WasmBundle.named("test.program").module(PROGRAM, BINARY.bytes()));
        LinkerConfiguration configuration = closing(new LinkerConfiguration(context));
        configuration.set(Map.of("imports.allowed", new String[] {"test.program:env.tree_sitter_*"}));
        Await.until("the program may import what it calls back", () -> {
            try {
                linker.load(PROGRAM, ProcessEnvironment.EMPTY).close();
                return true;
            } catch (DlException e) {
                return false;
            }
        });
        parsers = new ServiceTracker<>(context, Parser.class, null);
        parsers.open();
        closing(parsers::close);
        parser = parsers.waitForService(PATIENCE_MILLIS);
    }

    /** Longer than a piece that the parser asks for, with characters of two units at odd and even places. */
    private static String large() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < 3000; i++) {
            text.append("\"")
                    .append("😀".repeat(i % 3 + 1))
                    .append("x".repeat(i % 2))
                    .append("\", ");
        }
        return text.append("0]").toString();
    }

    @Test
    void everyTreeIsTheOneThatNodeGives() throws Exception {
        List<Grammar> cases = new ArrayList<>(GRAMMARS);
        cases.add(new Grammar("json", JSON.file(), large()));
        for (Grammar grammar : GRAMMARS) {
            deploy(grammar.bundle());
        }
        assertEquals(GRAMMARS.stream().map(Grammar::language).sorted().toList(), parser.languages());
        List<String> trees = new ArrayList<>();
        for (Grammar grammar : cases) {
            trees.add(parser.parse(grammar.language(), grammar.text()));
        }
        assertEquals(trees.get(0), parser.parse(JSON.language(), JSON.text()), "a second time");
        List<String> expected = node(cases);
        for (int i = 0; i < cases.size(); i++) {
            assertEquals(expected.get(i), trees.get(i), cases.get(i).language());
        }
    }

    @Test
    void aProgramBeginsWithGrammarsOpen() throws Exception {
        List<Grammar> some = GRAMMARS.subList(0, 3);
        List<String> expected = new ArrayList<>();
        for (Grammar grammar : some) {
            deploy(grammar.bundle());
        }
        for (Grammar grammar : some) {
            expected.add(parser.parse(grammar.language(), grammar.text()));
        }
        Program program = closing(linker.load(PROGRAM, ProcessEnvironment.EMPTY));
        List<Object> languages = new ArrayList<>();
        for (Grammar grammar : some) {
            Library library = program.open(grammar.module(), OpenFlags.RTLD_NOW);
            languages.add(library.function("tree_sitter_" + grammar.language()).call());
        }
        int mark = (int) program.instance().function("malloc").call(Integer.BYTES);
        program.instance().memory().writeInt(mark, 4711);
        program.takeSnapshot();
        closing(() -> linker().removeSnapshot(PROGRAM));
        try (Program fresh = linker.load(PROGRAM, ProcessEnvironment.EMPTY)) {
            assertEquals(4711, fresh.instance().memory().readInt(mark));
            for (int i = 0; i < some.size(); i++) {
                Library library = fresh.open(some.get(i).module(), OpenFlags.RTLD_NOW);
                assertEquals(
                        languages.get(i),
                        library.function("tree_sitter_" + some.get(i).language())
                                .call(),
                        "it is where it was");
            }
        }
        Bundle user = parsers.getServiceReference().getBundle();
        user.stop();
        user.start();
        parser = parsers.waitForService(PATIENCE_MILLIS);
        for (int i = 0; i < some.size(); i++) {
            Grammar grammar = some.get(i);
            assertEquals(expected.get(i), parser.parse(grammar.language(), grammar.text()), grammar.language());
        }
    }

    /** The trees of web-tree-sitter's own JavaScript. */
    private static List<String> node(List<Grammar> cases) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(BINARY.path().getParent(), "node");
        Path program = Files.writeString(folder.resolve("trees.mjs"), """
                import fs from 'node:fs';
                import {pathToFileURL} from 'node:url';
                const [script, ...files] = process.argv.slice(2);
                const {Parser, Language} = await import(pathToFileURL(script));
                await Parser.init();
                for (let i = 0; i < files.length; i += 2) {
                  const parser = new Parser();
                  parser.setLanguage(await Language.load(files[i]));
                  console.log(parser.parse(fs.readFileSync(files[i + 1], 'utf8')).rootNode.toString());
                }
                """);
        List<String> command = new ArrayList<>(
                List.of("node", program.toString(), SCRIPT.path().toString()));
        for (int i = 0; i < cases.size(); i++) {
            command.add(cases.get(i).file().path().toString());
            command.add(
                    Files.writeString(folder.resolve(i + ".txt"), cases.get(i).text())
                            .toString());
        }
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        try {
            Process node = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertTrue(node.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS), "node takes too long");
            assertEquals(0, node.exitValue(), () -> "node failed: see " + err);
        } catch (IOException e) {
            assumeTrue(false, "no node here: " + e.getMessage());
        }
        return Files.readAllLines(out);
    }

    private static Grammar old(String language, String sha256, String text) {
        String entry = "out/tree-sitter-" + language + ".wasm";
        return new Grammar(language, new NpmFile("tree-sitter-wasms", "0.1.13", entry, sha256), text);
    }

    /** They have the section dylink, which web-tree-sitter's own loader refuses: hence no comparison. */
    @Test
    void grammarsOfTheOldFormat() throws Exception {
        List<Grammar> grammars = List.of(
                old(
                        "rust",
                        "4409921a70d0aa5bec7d1d7ce809a557a8ee1cf6ace901e3ac6a76e62cfea903",
                        "fn f<T>(x: &T) -> Option<u8> { match x { _ => None } }"),
                old(
                        "kotlin",
                        "b5cb00c8d06ed0f10f1dbe497205b437809d7e87db1f638721a8cfb30e044449",
                        "fun f(x: Int?) = x?.let { it + 1 } ?: 0"),
                old(
                        "ruby",
                        "93a5022855314cdb45458c7bb026a24a0ebc3a5ff6439e542e881f14dfa13a39",
                        "def f(x) = x.map { |y| \"#{y}\" }\n"));
        for (Grammar grammar : grammars) {
            deploy(grammar.bundle());
            String tree = parser.parse(grammar.language(), grammar.text());
            assertTrue(tree.startsWith("(") && !tree.contains("ERROR"), tree);
        }
        assertEquals(
                "(program (method name: (identifier) parameters: (method_parameters (identifier)) body: (call"
                        + " receiver: (identifier) method: (identifier) block: (block parameters: (block_parameters"
                        + " (identifier)) body: (block_body (string (interpolation (identifier))))))))",
                parser.parse("ruby", grammars.get(2).text()));
        deploy(old("elm", "962b8668a0e16a6fb1fe232ba3e07ba4537a6b72c47293fddea0f6ea6ff9912e", "")
                .bundle());
        assertSays(
                assertThrows(DlException.class, () -> parser.parse("elm", "x")).getMessage(), "version 12", "13 to 15");
    }

    @Test
    void aLanguageComesAndGoesWithItsBundle() throws Exception {
        assertEquals(List.of(), parser.languages());
        assertSays(
                assertThrows(IllegalArgumentException.class, () -> parser.parse("json", "1"))
                        .getMessage(),
                "'json'");
        Bundle first = deploy(JSON.bundle());
        assertEquals("(document (number))", parser.parse("json", "1"));
        first.stop();
        assertEquals(List.of(), parser.languages());
        assertThrows(IllegalArgumentException.class, () -> parser.parse("json", "1"));
        first.start();
        assertEquals("(document (number))", parser.parse("json", "2"));
        assertEquals(LibraryInfo.State.OPEN, info(JSON.module()).state());
        update(first, JSON.bundle().version("2.0.0"));
        assertEquals("(document (true))", parser.parse("json", "true"), "the new one");
        assertEquals(1, info(JSON.module()).references(), "and the old one has gone");
        first.uninstall();
        assertEquals(List.of(), parser.languages());
    }

    @Test
    void theProgramIsReplacedByANewOneOfItsOwnAccord() throws Exception {
        deploy(JSON.bundle());
        assertEquals("(document (number))", parser.parse("json", "1"));
        for (Bundle bundle : context.getBundles()) {
            if ("test.program".equals(bundle.getSymbolicName())) {
                bundle.stop();
                assertThrows(DlException.class, () -> parser.parse("json", "1"));
                bundle.start();
            }
        }
        assertEquals("(document (number))", parser.parse("json", "1"));
    }

    @Test
    void inTheShell() throws Exception {
        deploy(JSON.bundle());
        assertEquals("(document (array (number)))", execute("parse json '[1]'").strip());
        assertEquals("[json]", execute("languages"));
    }

    private String execute(String line) throws Exception {
        ServiceTracker<CommandProcessor, CommandProcessor> shell =
                new ServiceTracker<>(context, CommandProcessor.class, null);
        shell.open();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        try (CommandSession session =
                shell.waitForService(PATIENCE_MILLIS).createSession(InputStream.nullInputStream(), nowhere, nowhere)) {
            return String.valueOf(session.execute(line));
        } finally {
            shell.close();
        }
    }
}
