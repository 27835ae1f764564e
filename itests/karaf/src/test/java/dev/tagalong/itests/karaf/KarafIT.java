package dev.tagalong.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Installed as a feature; modules come and go in Karaf's own deploy folder. bin/karaf is a script for a POSIX system. */
@DisabledOnOs(OS.WINDOWS)
@DisabledForJreRange(
        min = JRE.JAVA_24,
        disabledReason = "Karaf 4.4.8 asks Java for a security manager, and there is none since 24")
class KarafIT {

    private static final String FEATURES =
            "mvn:dev.tagalong/karaf/" + System.getProperty("tagalong.version") + "/xml/features";

    private static final String PROMPT = "karaf@root()> ";

    @TempDir
    Path folder;

    @Test
    void aModuleInTheDeployFolderIsCalledFromTheShellAndGone() throws Exception {
        try (Karaf karaf = Karaf.in(folder)) {
            karaf.start();
            install(karaf);
            Path module = karaf.resolve("deploy/app-1.2.0.wasm");
            Files.copy(Path.of(System.getProperty("sample")), module);
            karaf.await("wasm:list", ".*app\\.wasm +1\\.2\\.0.*offered.*");
            assertEquals(List.of("42"), karaf.execute("wasm:call app.wasm test_func 1"));

            // Present at the next boot, before anything of Tagalong has started.
            karaf.stop();
            karaf.start();
            karaf.await("wasm:list", ".*app\\.wasm +1\\.2\\.0.*offered.*");
            assertEquals(List.of("42"), karaf.execute("wasm:call app.wasm test_func 1"));

            // A component that cannot do without a plugin's service is installed together with the plugin.
            Path repository = ConsumerFeature.write(
                    Files.createDirectory(folder.resolve("feature")), Path.of(System.getProperty("sample")));
            karaf.execute("feature:repo-add " + repository.toUri());
            assertEquals(List.of(), karaf.execute("feature:install " + ConsumerFeature.NAME));
            karaf.await("wasm:list", ".*answer\\.wasm +1\\.0\\.0 +open.*");

            Files.delete(module);
            karaf.await("wasm:call app.wasm test_func 1", ".*no bundle offers a module named 'app\\.wasm'.*");
            karaf.stop();
        }
    }

    private static void install(Karaf karaf) throws IOException {
        karaf.execute("feature:repo-add " + FEATURES);
        assertEquals(List.of(), karaf.execute("feature:install tagalong"));
        List<String> features = karaf.execute("feature:list --installed --no-format");
        for (String feature : List.of(
                "tagalong",
                "tagalong-core",
                "tagalong-deployer",
                "tagalong-shell",
                "tagalong-jmx",
                "tagalong-services")) {
            assertTrue(
                    features.stream().anyMatch(l -> l.matches(feature + "\\s.*\\sStarted\\s.*")), features.toString());
        }
    }

    /** The status of the console's page for somebody, {@code NAME:PASSWORD}; 0 if there is no server. */
    private static int console(String who) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:8182/system/console/tagalong"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(who.getBytes()))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Types what the guide's page on Karaf says, and looks at what it prints. */
    private static void followTheGuide(Karaf karaf) throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("guide")));
        int commands = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(PROMPT)) {
                String command = lines.get(i).substring(PROMPT.length());
                boolean answered = !lines.get(i + 1).startsWith(PROMPT)
                        && !lines.get(i + 1).startsWith("```");
                if (answered) {
                    karaf.await(command, Pattern.quote(lines.get(i + 1)));
                } else {
                    assertEquals(List.of(), karaf.execute(command), command);
                }
                commands++;
            }
        }
        assertTrue(commands > 0, "the page has no commands");
    }

    @Test
    void theGuideAndAConsoleWhosePasswordNobodyElseHas() throws Exception {
        try (Karaf karaf = Karaf.in(folder)) {
            Files.copy(Path.of(System.getProperty("sample")), karaf.resolve("deploy/app-1.2.0.wasm"));
            karaf.start();
            followTheGuide(karaf);
            Path password = karaf.resolve("etc/tagalong-console.password");
            Instant end = Instant.now().plusSeconds(60);
            while (!Files.exists(password) && Instant.now().isBefore(end)) {
                Thread.sleep(200);
            }
            String who = "admin:" + Files.readString(password).strip();
            int ok = HttpURLConnection.HTTP_OK;
            assertEquals(ok, answer(ok, who, end));
            for (String other : List.of("admin:admin", "karaf:karaf", "nobody:", "admin:", ":")) {
                int refused = HttpURLConnection.HTTP_UNAUTHORIZED;
                assertEquals(refused, answer(refused, other, end), other);
            }
            karaf.stop();
        }
    }

    /**
     * The console's answer once it is the expected one, or lets the caller in. Until then Pax Web may take all of a
     * context's servlets away for a moment, which it does when another one comes.
     */
    private static int answer(int expected, String who, Instant end) throws InterruptedException {
        int answer = console(who);
        while (answer != expected
                && answer != HttpURLConnection.HTTP_OK
                && Instant.now().isBefore(end)) {
            Thread.sleep(200);
            answer = console(who);
        }
        return answer;
    }
}
