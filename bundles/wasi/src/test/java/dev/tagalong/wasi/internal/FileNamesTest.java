package dev.tagalong.wasi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program's names are UTF-8, also where Java's are not: in a Java of its own, as the locale is read once. */
@EnabledOnOs(OS.LINUX)
class FileNamesTest {

    @TempDir
    Path folder;

    @Test
    void namesAreUtf8InThePosixLocale() throws Exception {
        assertEquals(List.of(), problemsIn("C"));
    }

    @Test
    void namesAreUtf8InAUtf8Locale() throws Exception {
        assertEquals(List.of(), problemsIn("C.UTF-8"));
    }

    private List<String> problemsIn(String locale) throws IOException, InterruptedException {
        Files.createFile(folder.resolve("plain"));
        Files.createFile(Path.of(URI.create(folder.toUri() + "%C3%A4%E2%82%AC.txt")));
        Files.createFile(Path.of(URI.create(folder.toUri() + "latin%E4")));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FileNamesTest.class.getName(),
                folder.toString());
        builder.environment().put("LC_ALL", locale);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().toList();
    }

    /** Prints what is wrong with a directory, and with what can be done in it. */
    public static void main(String[] arguments) {
        FileGuest guest = new FileGuest(Path.of(arguments[0]), false);
        List<String> problems = new ArrayList<>();
        check(problems, List.of(".", "..", "plain", "\u00e4\u20ac.txt"), names(guest, FileGuest.ROOT));
        check(problems, Errno.SUCCESS, guest.read("\u00e4\u20ac.txt"));
        check(problems, Errno.ENOENT, guest.read("\u00f6"));
        check(problems, Errno.SUCCESS, guest.path("path_create_directory", "\u00fc"));
        guest.create("\u00fc/\u00df", "text");
        check(problems, "text", guest.contents("\u00fc/\u00df"));
        check(problems, Errno.SUCCESS, guest.symlink("../\u00fc/\u00df", "\u00fc/link"));
        check(problems, "../\u00fc/\u00df", guest.readlink("\u00fc/link", 100));
        check(problems, "text", guest.contents("\u00fc/link"));
        check(problems, Errno.SUCCESS, guest.rename("\u00fc/\u00df", "\u00fc/\u4e2d\ud83d\ude00"));
        check(problems, Errno.SUCCESS, guest.link(0, "\u00fc/\u4e2d\ud83d\ude00", "\u00fc/\u00e5"));
        check(
                problems,
                List.of(".", "..", "link", "\u00e5", "\u4e2d\ud83d\ude00"),
                names(guest, guest.open("\u00fc", FileGuest.DIRECTORY)));
        check(problems, Errno.SUCCESS, guest.stat("\u00fc/\u00e5", true));
        check(problems, Errno.SUCCESS, guest.path("path_unlink_file", "\u00fc/\u00e5"));
        problems.forEach(System.out::println);
    }

    private static List<String> names(FileGuest guest, int directory) {
        return guest.listAll(directory, 1000).stream().sorted().toList();
    }

    private static void check(List<String> problems, Object expected, Object found) {
        if (!expected.equals(found)) {
            problems.add("expected " + expected + ", found " + found);
        }
    }
}
