package dev.tagalong.itests.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the guide, as a reader who follows it would take it: what to write into files, what to type, and what to see.
 * In Markdown's fenced blocks, {@code sh} is typed and {@code text} is what that prints, where a line {@code ...} stands for any
 * lines, and within a line for any text. A block after the comment {@code <!-- file: NAME -->} is a file. {@code <!-- needs: COMMAND... -->} names what must be
 * installed, {@code <!-- sample -->} a block that is only to be read.
 */
record GuidePage(String name, List<String> needs, List<Block> blocks) {

    /** A block with the number of its first line. */
    sealed interface Block {
        int line();
    }

    /** A file to be written. */
    record Content(int line, String file, String text) implements Block {}

    /** Commands, and what they print; {@code null} where the page does not say. */
    record Commands(int line, String text, List<String> output) implements Block {}

    private static final Pattern COMMENT = Pattern.compile("<!-- (file|needs|sample):? ?(.*?) ?-->");

    static GuidePage read(Path file) throws IOException {
        List<String> needs = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        String target = null;
        boolean sample = false;
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENT.matcher(lines.get(i));
            if (comment.matches()) {
                switch (comment.group(1)) {
                    case "needs" -> needs.addAll(List.of(comment.group(2).split(" ")));
                    case "file" -> target = comment.group(2);
                    default -> sample = true;
                }
            } else if (lines.get(i).startsWith("```")) {
                String language = lines.get(i).substring(3);
                int first = i + 1;
                do {
                    i++;
                } while (!lines.get(i).equals("```"));
                List<String> text = lines.subList(first, i);
                if (!sample) {
                    add(blocks, file + ":" + first, language, target, first, text);
                }
                target = null;
                sample = false;
            }
        }
        return new GuidePage(file.getFileName().toString(), needs, blocks);
    }

    private static void add(
            List<Block> blocks, String where, String language, String target, int line, List<String> text) {
        if (target != null) {
            blocks.add(new Content(line, target, String.join("\n", text) + "\n"));
        } else if (language.equals("sh")) {
            blocks.add(new Commands(line, String.join("\n", text), null));
        } else if (language.equals("text")
                && !blocks.isEmpty()
                && blocks.get(blocks.size() - 1) instanceof Commands commands
                && commands.output() == null) {
            blocks.set(blocks.size() - 1, new Commands(commands.line(), commands.text(), List.copyOf(text)));
        } else {
            throw new IllegalArgumentException(where + ": a block that is neither a file nor typed nor printed");
        }
    }

    /** Whether lines are those of a block, where {@code ...} stands for any number of lines. */
    static boolean matches(List<String> expected, List<String> lines) {
        if (expected.isEmpty()) {
            return lines.isEmpty();
        }
        List<String> rest = expected.subList(1, expected.size());
        if (expected.get(0).equals("...")) {
            for (int i = 0; i <= lines.size(); i++) {
                if (matches(rest, lines.subList(i, lines.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !lines.isEmpty()
                && line(expected.get(0)).matcher(lines.get(0).stripTrailing()).matches()
                && matches(rest, lines.subList(1, lines.size()));
    }

    private static Pattern line(String expected) {
        return Pattern.compile(Stream.of(expected.split(Pattern.quote("..."), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }
}
