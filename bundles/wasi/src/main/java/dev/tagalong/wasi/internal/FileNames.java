package dev.tagalong.wasi.internal;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Names of files as programs have them, in UTF-8, whatever the locale that Java was started with. Java turns the system's names
 * into texts with the locale's encoding: under {@code LC_ALL=C} it cannot write a name that is not ASCII, and reads it as
 * question marks. URIs of files hold the names' bytes.
 */
final class FileNames {

    private static final char REPLACEMENT = '\uFFFD';
    private static final String ROOT = "file:///";
    private static final int HEX = 16;

    private FileNames() {}

    /**
     * The relative path of a text.
     *
     * @throws InvalidPathException if the file system has no such names
     */
    static Path path(FileSystem fileSystem, String text) {
        try {
            return fileSystem.getPath(text);
        } catch (InvalidPathException e) {
            if (fileSystem != FileSystems.getDefault() || text.indexOf('\0') >= 0) {
                throw e;
            }
            return ofBytes(text, e);
        }
    }

    private static Path ofBytes(String text, InvalidPathException failure) {
        StringBuilder uri = new StringBuilder(ROOT);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            uri.append(b == '/' ? "/" : String.format("%%%02X", b));
        }
        try {
            Path absolute = Path.of(URI.create(uri.toString()));
            return absolute.subpath(0, absolute.getNameCount());
        } catch (IllegalArgumentException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** The text of a path, or {@code null} if it is not UTF-8, so that no program can name it. */
    static String text(Path path) {
        String text = path.toString();
        if (text.indexOf(REPLACEMENT) < 0 || path.getFileSystem() != FileSystems.getDefault()) {
            return text;
        }
        StringBuilder names = new StringBuilder(path.isAbsolute() ? "/" : "");
        for (int i = 0; i < path.getNameCount(); i++) {
            String name = utf8(bytes(path.getName(i)));
            if (name == null) {
                return null;
            }
            names.append(i == 0 ? "" : "/").append(name);
        }
        return names.toString();
    }

    private static byte[] bytes(Path name) {
        String uri = name.toUri().getRawPath();
        String last = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        last = last.substring(last.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < last.length(); i++) {
            if (last.charAt(i) == '%') {
                bytes.write(Integer.parseInt(last, i + 1, i + 3, HEX));
                i += 2;
            } else {
                bytes.write(last.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
