package dev.tagalong.deployer.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What File Install asks when a file has come, changed or gone. It is an installer and no transformer: to File Install a file
 * that can no longer be transformed is one that is gone, and what ran would be uninstalled.
 */
@Component(service = ArtifactInstaller.class)
public final class ModuleInstaller implements ArtifactInstaller {

    private final Deployer deployer;

    /** File Install's view of a deployer. */
    @Activate
    public ModuleInstaller(@Reference Deployer deployer) {
        this.deployer = deployer;
    }

    @Override
    public boolean canHandle(File artifact) {
        Path file = artifact.toPath().toAbsolutePath();
        if (ModuleFiles.isModule(file)) {
            return true;
        }
        try {
            return Sidecar.possible(file) && !Sidecar.modules(file).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void install(File artifact) throws IOException {
        changed(artifact);
    }

    @Override
    public void update(File artifact) throws IOException {
        changed(artifact);
    }

    @Override
    public void uninstall(File artifact) throws IOException {
        changed(artifact);
    }

    private void changed(File artifact) throws IOException {
        Path file = artifact.toPath().toAbsolutePath();
        if (ModuleFiles.isModule(file)) {
            changed(file);
        } else {
            for (Path module : Sidecar.modules(file)) {
                changed(module);
            }
        }
    }

    private void changed(Path module) {
        if (Files.exists(module)) {
            deployer.deploy(module);
        } else {
            deployer.remove(module);
        }
    }
}
