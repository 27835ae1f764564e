package dev.tagalong.deployer.internal;

import dev.tagalong.dl.packaging.ModuleFileName;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which files are taken for modules. */
final class ModuleFiles {

    private ModuleFiles() {}

    /** Whether it is named as a module; hidden files are what editors and copying programs leave for a moment. */
    static boolean isModule(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ModuleFileName.SUFFIX) && !name.startsWith(".") && !Files.isDirectory(file);
    }
}
