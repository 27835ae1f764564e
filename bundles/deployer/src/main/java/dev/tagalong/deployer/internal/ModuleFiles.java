package dev.tagalong.deployer.internal;

import dev.tagalong.dl.DlException;
import dev.tagalong.dl.packaging.ModuleBound;
import dev.tagalong.dl.packaging.ModuleFileName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which files are taken for modules, and what is in them. */
final class ModuleFiles {

    private ModuleFiles() {}

    /** Whether it is named as a module; hidden files are what editors and copying programs leave for a moment. */
    static boolean isModule(Path file) {
        String name = file.getFileName().toString();
        return ModuleFileName.isModule(name) && !name.startsWith(".");
    }

    /**
     * The contents of a file.
     *
     * @throws DlException if there is more than the bound, or no regular file
     */
    static byte[] read(Path file, ModuleBound bound) throws IOException {
        FileStamp stamp = FileStamp.of(file);
        if (stamp.problem() != null) {
            throw new DlException(stamp.problem());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bound.read(in, stamp.size());
        }
    }
}
