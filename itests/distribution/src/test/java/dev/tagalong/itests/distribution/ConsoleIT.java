package dev.tagalong.itests.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tagalong.itests.distribution.Home.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The web console as its server answers, to good and to bad requests. */
@DisabledOnOs(OS.WINDOWS)
class ConsoleIT {

    private static final String PAGES = "/system/console/tagalong";
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    static Path folder;

    private static Home home;
    private static ConsoleProcess console;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        home = Home.in(folder);
        Files.writeString(home.resolve("etc/dev.tagalong.console.cfg"), "\nupload.mb = 1\n", StandardOpenOption.APPEND);
        console = ConsoleProcess.start(home);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        // The pages are there before their configuration is.
        until(() -> !upload("no module", new byte[0]).body().contains("deploy.folder"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (console != null) {
            console.close();
            String log = Files.readString(home.resolve("data/log/tagalong.log"));
            assertEquals(
                    List.of(), log.lines().filter(l -> l.contains(" ERROR ")).toList());
        }
    }

    @AfterEach
    void takeAway() throws IOException, InterruptedException {
        Files.deleteIfExists(home.resolve("deploy/sum.wasm"));
        until(() -> !get("").body().contains("sum.wasm"));
    }

    // ---- Requests

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(console.root().resolve(path));
    }

    private static HttpRequest.Builder as(HttpRequest.Builder request, String user, String password) {
        String credentials = user + ":" + password;
        return request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpRequest.Builder ours(String page) {
        return as(request(PAGES + page), "admin", console.password());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String page) throws IOException, InterruptedException {
        return send(ours(page));
    }

    private static String form(String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private static HttpRequest.Builder formPost(String page, String... namesAndValues) {
        return ours(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(namesAndValues)));
    }

    private static String origin() {
        return "http://" + console.root().getAuthority();
    }

    private static String token() throws IOException, InterruptedException {
        Matcher token = Pattern.compile("data-token=\"([0-9a-f]{64})\"").matcher(get("").body());
        assertTrue(token.find());
        return token.group(1);
    }

    /** A post as our own page would send it. */
    private static HttpResponse<String> post(String page, String... namesAndValues)
            throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of("token", token()), Stream.of(namesAndValues))
                .toArray(String[]::new);
        return send(formPost(page, all).header("Sec-Fetch-Site", "same-origin").header("Origin", origin()));
    }

    private static HttpResponse<String> upload(String name, byte[] module) throws IOException, InterruptedException {
        return send(uploading(name).POST(BodyPublishers.ofByteArray(module)));
    }

    private static HttpRequest.Builder uploading(String name) throws IOException, InterruptedException {
        return ours("/upload?" + form("name", name))
                .header("Accept", "application/json")
                .header("Content-Type", "application/octet-stream")
                .header("X-Tagalong-Token", token())
                .header("Origin", origin());
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void until(Condition condition) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - begin < 30_000_000_000L, "it does not come about");
            Thread.sleep(100);
        }
    }

    /** Deploys {@link ConsoleProcess#MODULE}; the answer is what forms say of it: names and values. */
    private static String[] deployed() throws IOException, InterruptedException {
        HttpResponse<String> uploaded = upload("sum.wasm", ConsoleProcess.MODULE);
        assertEquals(200, uploaded.statusCode(), uploaded.body());
        assertTrue(uploaded.body().contains("\"started\":true"), uploaded.body());
        return sample("sum.wasm");
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    // ---- Who may

    @Test
    void nobodyGetsAnythingWithoutThePassword() throws Exception {
        for (String path : List.of(
                PAGES,
                PAGES + "/plugins.json",
                PAGES + "/graph",
                PAGES + "/res/console.js",
                PAGES + "/upload?name=x.wasm",
                "/system/console",
                "/system/console/bundles",
                "/system/console/configMgr")) {
            assertEquals(401, send(request(path)).statusCode(), path);
            assertEquals(401, send(as(request(path), "admin", "admin")).statusCode(), path);
            assertEquals(
                    401, send(as(request(path), "root", console.password())).statusCode(), path);
            HttpResponse<String> posted = send(request(path).POST(BodyPublishers.ofString("a=b")));
            assertEquals(401, posted.statusCode(), path);
            assertEquals("", posted.body());
        }
        assertEquals(200, get("").statusCode());
    }

    @Test
    void aWrongPasswordIsAnsweredWithAPageThatLeadsBack() throws Exception {
        HttpResponse<String> refused = send(as(request(PAGES), "admin", "wrong"));
        assertEquals(401, refused.statusCode());
        String challenge = refused.headers().firstValue("WWW-Authenticate").orElse("");
        assertTrue(challenge.startsWith("Basic realm=\"Tagalong\""), challenge);
        assertEquals(
                "text/html;charset=utf-8",
                refused.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT));
        assertTrue(refused.body().contains("<h1>User and password</h1>"), refused.body());
        assertTrue(refused.body().contains("<a href=\"/system/console/tagalong\">"), refused.body());
        assertFalse(refused.body().contains(console.password()), refused.body());
    }

    @Test
    void theAddressOfTheServerLeadsToTheConsole() throws Exception {
        HttpResponse<String> root = send(request("/"));
        assertEquals(302, root.statusCode());
        assertEquals(PAGES, root.headers().firstValue("Location").orElse(""));
        assertEquals(404, send(request("/nosuch")).statusCode());
    }

    @Test
    void thePasswordIsItsOwnersAloneAndWasToldOnce() throws Exception {
        Path file = home.resolve("etc/console.password");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(console.said().contains("new password " + console.password()), console.said());
        assertEquals(1, console.said().lines().count(), console.said());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itListensOnOneAddressOnly() throws IOException {
        // Beside a server that listens on all addresses this would fail.
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(
                    InetAddress.getByName("127.0.0.2"), console.root().getPort()));
            assertTrue(socket.isBound());
        }
    }

    @Test
    void aContainerWithoutTheConsoleHasNoServer() throws Exception {
        Outcome outcome = home.tagalong("exec", "lb -s");
        assertTrue(outcome.text().contains("dev.tagalong.shell"), outcome.text());
        assertFalse(outcome.text().contains("jetty"), outcome.text());
        assertFalse(outcome.text().contains("dev.tagalong.console"), outcome.text());
    }

    @Test
    void everyAnswerTellsTheBrowserToTrustNobodyElse() throws Exception {
        for (String page : List.of("", "/graph", "/plugins.json", "/res/console.js", "/res/console.css", "/nothing")) {
            HttpResponse<String> answer = get(page);
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), page + policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals(
                    "nosniff",
                    answer.headers().firstValue("X-Content-Type-Options").orElse(""),
                    page);
            assertEquals("DENY", answer.headers().firstValue("X-Frame-Options").orElse(""), page);
            assertFalse(answer.body().matches("(?s).*(src|href)=\"(https?:)?//.*"), page);
            assertFalse(answer.body().matches("(?s).*\\son[a-z]+=\".*"), page);
        }
        assertEquals("no-store", get("").headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void aFileOfThePagesIsNotSentTwice() throws Exception {
        HttpResponse<String> first = get("/res/console.js");
        assertEquals(
                "text/javascript;charset=utf-8",
                first.headers().firstValue("Content-Type").orElse(""));
        String tag = first.headers().firstValue("ETag").orElse("");
        assertEquals(
                304, send(ours("/res/console.js").header("If-None-Match", tag)).statusCode());
    }

    // ---- Forgeries

    @Test
    void aForgedPostIsRefused() throws Exception {
        String[] which = deployed();
        String token = token();
        String[] good = with(which, "token", token);
        for (String action :
                List.of("/stop", "/start", "/uninstall", "/call", "/open", "/close", "/upload?name=x.wasm")) {
            assertEquals(403, send(formPost(action, good)).statusCode(), action + " without an origin");
            assertEquals(
                    403,
                    send(formPost(action, which).header("Origin", origin())).statusCode(),
                    action + " without a token");
            assertEquals(
                    403,
                    send(formPost(action, with(which, "token", "0".repeat(64))).header("Origin", origin()))
                            .statusCode(),
                    action + " with a wrong token");
            assertEquals(
                    403,
                    send(formPost(action, good).header("Origin", "http://evil.example"))
                            .statusCode(),
                    action + " from elsewhere");
            for (String site : List.of("cross-site", "same-site", "none")) {
                assertEquals(
                        403,
                        send(formPost(action, good).header("Origin", origin()).header("Sec-Fetch-Site", site))
                                .statusCode(),
                        action + " from " + site);
            }
        }
        assertTrue(Files.exists(home.resolve("deploy/sum.wasm")));
        assertTrue(get("/module?" + form(which)).body().contains("class=\"state calm\">offered"));
    }

    @Test
    void otherPagesOfTheWebConsoleTakeNothingFromElsewhereEither() throws Exception {
        HttpRequest.Builder forged = as(request("/system/console/bundles/dev.tagalong.dl"), "admin", console.password())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form("action", "stop")));
        assertEquals(403, send(forged.header("Origin", "http://evil.example")).statusCode());
        assertFalse(get("").body().contains("The linker is not there"));
    }

    @Test
    void nothingChangesByGetAndOtherMethodsAreNotKnown() throws Exception {
        String[] which = deployed();
        for (String action : List.of("/stop", "/uninstall", "/call")) {
            assertEquals(
                    404, get(action + "?" + form(with(which, "token", token()))).statusCode(), action);
        }
        for (String method : List.of("PUT", "DELETE", "TRACE")) {
            int status = send(ours("").method(method, BodyPublishers.noBody())).statusCode();
            assertTrue(status == 405 || status == 403 || status == 400, method + " " + status);
        }
        assertTrue(get("/module?" + form(which)).body().contains("class=\"state calm\">offered"));
    }

    // ---- Calls

    @Test
    void aFunctionIsCalledFromAFormWithoutAnyScript() throws Exception {
        String[] which = with(deployed(), "function", "add", "seconds", "10");
        HttpResponse<String> sum = post("/call", with(which, "argument", "2", "argument", "3"));
        assertEquals(200, sum.statusCode(), sum.body());
        assertTrue(sum.body().contains("<code>sum.wasm!add(2, 3)</code>"), sum.body());
        assertTrue(sum.body().contains("<pre>5</pre>"), sum.body());
        HttpResponse<String> bad = post("/call", with(which, "argument", "\"><script>x</script>", "argument", "3"));
        assertTrue(bad.body().contains("argument 1 is not an i32: &#39;&quot;&gt;&lt;script&gt;"), bad.body());
        assertFalse(bad.body().contains("<script>x"), bad.body());
    }

    @Test
    void aCallThatTrapsOrDoesNotEndIsTold() throws Exception {
        String[] which = deployed();
        HttpResponse<String> trap = post("/call", with(which, "function", "trap", "seconds", "10"));
        assertTrue(trap.body().contains("unreachable"), trap.body());
        assertTrue(trap.body().contains("at sum.wasm!trap (func 1, offset 0x"), trap.body());
        HttpResponse<String> spin = post("/call", with(which, "function", "spin", "seconds", "1"));
        assertTrue(spin.body().contains("the deadline of 1000 ms has passed"), spin.body());
        HttpResponse<String> module = get("/module?" + form(which));
        assertTrue(module.body().contains("Last traps"), module.body());
        assertEquals(
                400,
                post("/call", with(which, "function", "trap", "seconds", "61")).statusCode());
        assertEquals(400, post("/call", with(which, "function", "trap")).statusCode());
    }

    @Test
    void aProgramIsRunWithArgumentsAndInput() throws Exception {
        HttpResponse<String> hello = post(
                "/run", with(sample("hello.wasm"), "seconds", "10", "arguments", "a\r\nb <c>", "input", "", "x", "y"));
        assertTrue(hello.body().contains("argv[1] = a\n"), hello.body());
        assertTrue(hello.body().contains("argv[2] = b &lt;c&gt;\n"), hello.body());
        assertTrue(hello.body().contains("exit status "), hello.body());
        HttpResponse<String> cat =
                post("/run", with(sample("cat.wasm"), "seconds", "10", "input", "some\ninput \u00fc</pre>"));
        assertTrue(cat.body().contains("some\ninput \u00fc&lt;/pre&gt;\nexit status 0</pre>"), cat.body());
        HttpResponse<String> none = post("/run", with(sample("math.wasm"), "seconds", "10"));
        assertEquals(200, none.statusCode());
        assertTrue(get("/module?" + form(sample("cat.wasm"))).body().contains("Standard input"));
        assertFalse(get("/module?" + form(sample("math.wasm"))).body().contains("Standard input"));
    }

    private static String[] sample(String name) throws IOException, InterruptedException {
        Matcher link = Pattern.compile("bundle=(\\d+)&amp;name=" + Pattern.quote(name) + "&amp;version=([^\"&]+)\"")
                .matcher(get("").body());
        assertTrue(link.find());
        return new String[] {"bundle", link.group(1), "name", name, "version", link.group(2)};
    }

    @Test
    void aLibraryIsKeptOpenUntilItIsClosed() throws Exception {
        String[] which = deployed();
        assertEquals(303, post("/open", which).statusCode());
        assertTrue(get("/module.json?" + form(which)).body().contains("\"memory\":65536"));
        assertTrue(get("/module?" + form(which)).body().contains("class=\"state good\">open"));
        assertEquals(303, post("/close", which).statusCode());
        assertTrue(get("/module.json?" + form(which)).body().contains("\"memory\":0"));
    }

    @Test
    void codeIsShown() throws Exception {
        String[] which = deployed();
        String code = get("/code?" + form(with(which, "function", "add"))).body();
        assertTrue(code.contains("i32.add"), code);
        assertEquals(404, get("/code?" + form(with(which, "function", "<b>"))).statusCode());
    }

    // ---- Bundles and files

    @Test
    void aPluginIsStoppedStartedAndUninstalled() throws Exception {
        String[] which = deployed();
        HttpResponse<String> stopped = post("/stop", which);
        assertEquals(303, stopped.statusCode(), stopped.body());
        assertTrue(stopped.headers().firstValue("Location").orElse("").startsWith(PAGES + "/module?bundle="));
        assertTrue(get("/module?" + form(which)).body().contains("The bundle is stopped"));
        assertEquals(
                409,
                post("/call", with(which, "function", "add", "seconds", "1")).statusCode());
        assertEquals(303, post("/start", which).statusCode());
        assertTrue(get("/module?" + form(which)).body().contains("class=\"state calm\">offered"));
        assertEquals(303, post("/uninstall", which).statusCode());
        assertFalse(Files.exists(home.resolve("deploy/sum.wasm")));
        HttpResponse<String> gone = get("/module.json?" + form(which));
        assertEquals(404, gone.statusCode());
        assertFalse(get("").body().contains("sum.wasm"));
    }

    @Test
    void onlyPluginsAreTouched() throws Exception {
        for (String bundle : List.of("0", "1", "99999", "x", "-1")) {
            for (String action : List.of("/stop", "/start", "/uninstall")) {
                assertEquals(
                        404,
                        post(action, "bundle", bundle, "name", "a", "version", "1.0.0")
                                .statusCode(),
                        bundle);
            }
        }
        assertEquals(400, post("/stop").statusCode());
    }

    @Test
    void anUploadReplacesWhatHasItsName() throws Exception {
        deployed();
        assertTrue(upload("sum.wasm", ConsoleProcess.MODULE).body().contains("what was there already"));
        byte[] other = ConsoleProcess.MODULE.clone();
        // i32.sub instead of i32.add
        other[new String(other, StandardCharsets.ISO_8859_1).indexOf("\u006a\u000b")] = 0x6b;
        HttpResponse<String> replaced = upload("sum.wasm", other);
        assertTrue(replaced.body().contains("sum.wasm is deployed"), replaced.body());
        String[] which = sample("sum.wasm");
        HttpResponse<String> difference =
                post("/call", with(which, "function", "add", "seconds", "10", "argument", "2", "argument", "3"));
        assertTrue(difference.body().contains("<pre>-1</pre>"), difference.body());
    }

    @Test
    void anUploadDoesNotStartWhatWasStopped() throws Exception {
        assertEquals(303, post("/stop", deployed()).statusCode());
        byte[] other = ConsoleProcess.MODULE.clone();
        other[new String(other, StandardCharsets.ISO_8859_1).indexOf("\u006a\u000b")] = 0x6b;
        HttpResponse<String> replaced = upload("sum.wasm", other);
        assertTrue(replaced.body().contains("\"started\":false"), replaced.body());
        assertTrue(replaced.body().contains("was stopped before and stays so"), replaced.body());
    }

    @Test
    void whatIsNoModuleIsNotStored() throws Exception {
        for (String name : List.of(
                "../evil.wasm",
                "/tmp/evil.wasm",
                "..\\evil.wasm",
                ".evil.wasm",
                "evil",
                "evil.jar",
                "evil\u0000.wasm",
                "e vil.wasm",
                "x".repeat(300) + ".wasm",
                ".wasm",
                "\u00fc.wasm")) {
            HttpResponse<String> answer = upload(name, ConsoleProcess.MODULE);
            assertEquals(409, answer.statusCode(), name + answer.body());
            assertTrue(answer.body().contains("is no name for a module"), answer.body());
        }
        HttpResponse<String> invalid = upload("evil.wasm", "not a module".getBytes(StandardCharsets.UTF_8));
        assertEquals(409, invalid.statusCode());
        assertTrue(invalid.body().contains("evil.wasm is no module that can be run: "), invalid.body());
        try (Stream<Path> files = Files.walk(folder)) {
            assertEquals(
                    List.of(),
                    files.filter(f -> f.toString().contains("evil")
                                    || f.toString().endsWith(".part"))
                            .toList());
        }
    }

    @Test
    void whatIsTooLargeIsNotRead() throws Exception {
        byte[] large = new byte[MEGABYTE + 1];
        HttpResponse<String> told = upload("large.wasm", large);
        assertEquals(413, told.statusCode());
        assertTrue(told.body().contains("it has 1048577 bytes, at most 1048576 are read"), told.body());
        HttpResponse<String> untold =
                send(uploading("large.wasm").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
        assertEquals(413, untold.statusCode());
        assertFalse(Files.exists(home.resolve("deploy/large.wasm")));
    }

    // ---- What comes and goes

    @Test
    void thePagesOutliveTheLinker() throws Exception {
        linker("stop");
        try {
            HttpResponse<String> without = get("");
            assertEquals(200, without.statusCode());
            assertTrue(without.body().contains("The linker is not there"), without.body());
            assertTrue(without.body().contains("math.wasm"), without.body());
            assertEquals(200, get("/graph").statusCode());
            Matcher link = Pattern.compile("(/module\\?bundle=\\d+)&amp;name=math.wasm&amp;version=([^\"&]+)\"")
                    .matcher(without.body());
            assertTrue(link.find());
            HttpResponse<String> module = get(link.group(1) + "&name=math.wasm&version=" + link.group(2));
            assertEquals(200, module.statusCode());
        } finally {
            linker("start");
        }
        until(() -> !get("").body().contains("The linker is not there"));
        until(() -> get("").body().contains("class=\"state calm\">offered"));
    }

    /** As the Web Console's own page of bundles does it. */
    private static void linker(String action) throws IOException, InterruptedException {
        URI bundle = console.root().resolve("/system/console/bundles/dev.tagalong.dl");
        HttpResponse<String> answer = send(as(HttpRequest.newBuilder(bundle), "admin", console.password())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin())
                .header("Referer", console.root().toString())
                .POST(BodyPublishers.ofString(form("action", action))));
        assertTrue(answer.statusCode() < 400, answer.statusCode() + answer.body());
    }
}
