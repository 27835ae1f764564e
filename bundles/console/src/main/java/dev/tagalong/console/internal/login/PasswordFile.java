package dev.tagalong.console.internal.login;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A file whose first line is a password. Where the file system knows permissions, nobody but its owner may have any on it. It
 * is read each time, so that a change holds at once. Safe for any thread.
 */
final class PasswordFile {

    /** A password that somebody chose has to be as long. */
    static final int SHORTEST = 12;

    private static final int LONGEST_FILE = 4096;
    private static final int RANDOM_BYTES = 18;
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    PasswordFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    Path path() {
        return file;
    }

    /**
     * Makes the file with a random password unless it is there.
     *
     * @return the password that was made, or {@code null}
     */
    String makeIfMissing() throws IOException {
        if (Files.exists(file)) {
            return null;
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().encodeToString(random);
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes())) {
            channel.write(ByteBuffer.wrap((password + "\n").getBytes(StandardCharsets.UTF_8)));
            return password;
        } catch (FileAlreadyExistsException e) {
            return null;
        }
    }

    private FileAttribute<?>[] attributes() throws IOException {
        return posix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNERS)}
                : new FileAttribute<?>[0];
    }

    private boolean posix() throws IOException {
        return Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
    }

    /**
     * Whether this is the password.
     *
     * @throws IOException if the file cannot be used; the message says why
     */
    boolean matches(String password) throws IOException {
        return MessageDigest.isEqual(
                read().getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    }

    private String read() throws IOException {
        if (posix()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNERS.containsAll(permissions)) {
                throw new IOException(file + " is " + PosixFilePermissions.toString(permissions)
                        + ", and only its owner may have permissions: chmod 600");
            }
        }
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException(file + " is longer than " + LONGEST_FILE + " bytes");
        }
        List<String> lines = Files.readAllLines(file);
        String password = lines.isEmpty() ? "" : lines.get(0).strip();
        if (password.length() < SHORTEST) {
            throw new IOException("the password in " + file + " is shorter than " + SHORTEST + " characters");
        }
        return password;
    }
}
